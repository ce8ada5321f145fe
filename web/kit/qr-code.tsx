// A QR code as one path of an SVG: sharp at any size, on screen and on paper, always dark on white.
import { create } from 'qrcode'

const QUIET = 4

export function QrCode({ text, label }: { text: string; label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const size = modules.size + 2 * QUIET
  const cells = Array.from(modules.data, (dark, k) => (dark ? k : -1)).filter((k) => k >= 0)
  const path = cells
    .map((k) => `M${QUIET + (k % modules.size)} ${QUIET + Math.floor(k / modules.size)}h1v1h-1z`)
    .join('')
  return (
    <svg viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" className="qr-code">
      <title>{label}</title>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
