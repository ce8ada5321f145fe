// How far two places are apart as the crow flies; roads add their own factor where they matter.

type Position = readonly [longitude: number, latitude: number]

const EARTH_KM = 6371

/** Great-circle kilometres between two positions in degrees. */
export function greatCircleKm([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const rad = Math.PI / 180
  const h =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, h)))
}
