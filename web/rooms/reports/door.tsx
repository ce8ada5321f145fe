// What other rooms use of the reports room: targets against pace, and marking packages as filed.
export { TargetList } from './target-list.tsx'
