// What the desk's frame may take from notices.
export { NoticeBell } from './bell.tsx'
