// 今日 put together from its rooms: what reports owe, and what waits in the rooms above.
import { TodayPage } from '../../rooms/reports/today-page.tsx'
import { SupervisionTodo } from '../../rooms/supervision/door.tsx'

export const Today = () => <TodayPage also={<SupervisionTodo />} />
