// What other rooms may ask of publicity.
export { openTellings } from './change-actions.ts'
export { answerFeedback, countNewFeedback, feedbackWhole } from './feedback-actions.ts'
