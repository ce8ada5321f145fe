// What other rooms and the entries use of the supervision room.
export { SupervisionTodo } from './supervision-todo.tsx'
