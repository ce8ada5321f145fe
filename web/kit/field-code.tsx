// A square code drawn from its dots (row by row, one bit each), without a library and without a network.
export function FieldCode({ size, dots, label }: { size: number; dots: string; label: string }) {
  const bytes = Uint8Array.from(atob(dots), (letter) => letter.charCodeAt(0))
  const path: string[] = []
  for (let k = 0; k < size * size; k++)
    if (((bytes[k >> 3] ?? 0) >> (7 - (k & 7))) & 1) path.push(`M${k % size} ${Math.floor(k / size)}h1v1h-1z`)
  // four empty rows around it, or a camera does not find it
  const box = `-4 -4 ${size + 8} ${size + 8}`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" shape-rendering="crispEdges"><rect x="-4" y="-4" width="100%" height="100%" fill="#fff"/><path d="${path.join('')}"/></svg>`
  return <img className="f-code" alt={label} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} />
}
