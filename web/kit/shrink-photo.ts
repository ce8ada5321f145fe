// Draws a picture anew, small: its bytes fit a weak network, and the place and camera written into the file stay behind.
import { LONGEST_EDGE, MOST_PHOTO_BYTES } from '../../domain/visits/photo.ts'

const GOOD_BYTES = 400_000

function decode(file: Blob): Promise<HTMLImageElement> {
  const address = URL.createObjectURL(file)
  return new Promise<HTMLImageElement>((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = () => reject(new Error('no picture'))
    image.src = address
  }).finally(() => URL.revokeObjectURL(address))
}

const encode = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))

/** The picture as a JPEG of at most `LONGEST_EDGE` pixels; null when the file cannot be read as one. */
export async function shrinkPhoto(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  const image = await decode(file).catch(() => null)
  if (!image || image.naturalWidth === 0) return null
  const scale = Math.min(1, LONGEST_EDGE / Math.max(image.naturalWidth, image.naturalHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale))
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale))
  const pen = canvas.getContext('2d')
  if (!pen) return null
  // what is transparent becomes paper, not black
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  for (const quality of [0.75, 0.6, 0.4]) {
    const blob = await encode(canvas, quality)
    if (blob && (blob.size <= GOOD_BYTES || (quality === 0.4 && blob.size <= MOST_PHOTO_BYTES)))
      return new Uint8Array(await blob.arrayBuffer())
  }
  return null
}
