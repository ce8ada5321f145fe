// What the phone pages of other rooms use of the visits room: the opened phone. Desk pages enter by door.tsx.
export { usePhone, useSync } from './field-phone.tsx'
