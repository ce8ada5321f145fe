// Reads the square code in a picture of a sheet, here in the browser: nothing of the picture leaves it.
const LONGEST = 1800

/** Opened by an image element, which phones know that have no createImageBitmap; null when it is no picture. */
async function openPicture(picture: Blob): Promise<HTMLImageElement | null> {
  const image = new Image()
  const address = URL.createObjectURL(picture)
  try {
    image.src = address
    await new Promise((resolve, reject) => {
      image.onload = resolve
      image.onerror = reject
    })
    return image
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** The text of the code, or null when none is found. The reader is loaded when it is first needed. */
export async function readSquareCode(picture: Blob): Promise<string | null> {
  const [image, reader] = await Promise.all([openPicture(picture), import('jsqr')])
  if (!image) return null
  const jsQR = reader.default.default
  // a photograph of a page is large, and small code in it: whole first, then quarter by quarter
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height))
  const parts: [x: number, y: number, part: number][] = [[0, 0, 1]]
  for (const x of [0, 0.25, 0.5]) for (const y of [0, 0.25, 0.5]) parts.push([x, y, 0.5])
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return null
  for (const [x, y, part] of parts) {
    const size = { width: image.width * part, height: image.height * part }
    canvas.width = Math.round(size.width * Math.min(1, scale / part))
    canvas.height = Math.round(size.height * Math.min(1, scale / part))
    context.drawImage(
      image,
      x * image.width,
      y * image.height,
      size.width,
      size.height,
      0,
      0,
      canvas.width,
      canvas.height,
    )
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    const found = jsQR(data, canvas.width, canvas.height)
    if (found) return found.data
  }
  return null
}
