// Which addresses this server never calls, whoever enters them: link-local ones, where clouds answer with the machine's own
// keys, and those that are no host. Private networks and this very machine are open on purpose: a county's mail server, its
// SMS gateway or modem usually stands there, and only the bureau sets addresses (channel.manage).
import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

const barred = new BlockList()
barred.addSubnet('169.254.0.0', 16)
barred.addSubnet('fe80::', 10, 'ipv6')
// What clouds answer metadata on besides: Alibaba's, and Amazon's by IPv6.
barred.addAddress('100.100.100.200')
barred.addSubnet('fd00:ec2::', 32, 'ipv6')
barred.addSubnet('0.0.0.0', 8)
barred.addAddress('::', 'ipv6')
barred.addSubnet('224.0.0.0', 3)
barred.addSubnet('ff00::', 8, 'ipv6')

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i
export function isBarred(address: string): boolean {
  const family = isIP(address)
  if (!family) return true
  const inner = mapped.exec(address)?.[1]
  if (inner) return isBarred(inner)
  // a list of IPv4 nets also catches their mapped forms, however those are written
  return barred.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

export class AddressBarred extends Error {}

/** The address of a host, checked: what is called is what was checked. @throws AddressBarred, or the resolver's error */
export async function resolveAllowed(host: string): Promise<string> {
  const bare = host.replace(/^\[|\]$/g, '')
  const { address } = await lookup(bare)
  if (isBarred(address)) throw new AddressBarred(host)
  return address
}
