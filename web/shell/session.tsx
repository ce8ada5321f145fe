// Who is at the desk: read once, shared with every room; what the role may do comes from the domain's table.
import { createContext, useContext } from 'react'
import type { Me } from '../../contract/access.ts'
import { may, type Permission } from '../../domain/access/roles.ts'

const MeContext = createContext<Me | null>(null)
export const MeProvider = MeContext.Provider

/** The signed-in person. @throws outside the signed-in part of the desk */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('nobody is signed in here')
  return me
}

/** Whether the present role holds a permission; pages hide what it may not do, the server refuses it. */
export function useMay(): (permission: Permission) => boolean {
  const { role } = useMe()
  return (permission) => may(role, permission)
}
