// What other rooms may ask of publicity.
export { openTellings } from './change-actions.ts'
export { countNewFeedback } from './feedback-actions.ts'
