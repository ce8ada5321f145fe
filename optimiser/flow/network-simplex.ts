// Minimum-cost flow by the primal network simplex on typed arrays: exact, with duals, in milliseconds for
// tens of thousands of arcs. Whole supplies and capacities give whole flows. Block search picks the entering
// arc; ties at leaving keep the tree strongly feasible, so that it cannot cycle.

export type Network = {
  nodes: number
  tail: Int32Array
  head: Int32Array
  /** Arcs carry from nothing to their capacity, which may be infinite. */
  capacity: Float64Array
  cost: Float64Array
  /** What each node puts in (positive) or takes out; sums to zero. */
  supply: Float64Array
}

export type Flow = {
  feasible: boolean
  cost: number
  flow: Float64Array
  /** Duals: an arc's reduced cost is cost + potential[tail] − potential[head], never below 0 on an empty arc. */
  potential: Float64Array
  pivots: number
}

const AT_LOWER = 1
const IN_TREE = 0
const AT_UPPER = -1
const EPSILON = 1e-9
const ROUNDING = 1e-13

type Simplex = {
  arcs: number
  root: number
  tail: Int32Array
  head: Int32Array
  capacity: Float64Array
  cost: Float64Array
  flow: Float64Array
  state: Int8Array
  parent: Int32Array
  /** The tree arc between a node and its parent, and whether it runs upwards (1) or downwards (−1). */
  treeArc: Int32Array
  direction: Int8Array
  depth: Int32Array
  potential: Float64Array
  firstChild: Int32Array
  nextSibling: Int32Array
  previousSibling: Int32Array
  stack: Int32Array
  /** Where the search for an entering arc goes on. */
  next: number
}

/** The cheapest flow; `feasible` is false when supplies cannot reach demands. Throws on unbounded costs. */
export function minimumCostFlow(network: Network): Flow {
  const simplex = startingTree(network)
  let pivots = 0
  for (let arc = enteringArc(simplex); arc >= 0; arc = enteringArc(simplex)) {
    pivot(simplex, arc)
    pivots++
  }
  const m = network.tail.length
  const flow = simplex.flow.slice(0, m)
  let cost = 0
  for (let arc = 0; arc < m; arc++) cost += (flow[arc] ?? 0) * (network.cost[arc] ?? 0)
  const feasible = !simplex.flow.subarray(m).some((rest) => rest > EPSILON)
  return { feasible, cost, flow, potential: simplex.potential.slice(0, network.nodes), pivots }
}

/** All nodes hang on an artificial root by arcs that carry their supply, dear where it is a demand. */
function startingTree(network: Network): Simplex {
  const { nodes } = network
  const m = network.tail.length
  const arcs = m + nodes
  let dearest = 0
  for (const cost of network.cost) dearest = Math.max(dearest, Math.abs(cost))
  const big = (dearest + 1) * (nodes + 1)
  const simplex: Simplex = {
    arcs,
    root: nodes,
    tail: new Int32Array(arcs),
    head: new Int32Array(arcs),
    capacity: new Float64Array(arcs).fill(Number.POSITIVE_INFINITY),
    cost: new Float64Array(arcs),
    flow: new Float64Array(arcs),
    state: new Int8Array(arcs).fill(AT_LOWER),
    parent: new Int32Array(nodes + 1).fill(nodes),
    treeArc: new Int32Array(nodes + 1).fill(-1),
    direction: new Int8Array(nodes + 1),
    depth: new Int32Array(nodes + 1).fill(1),
    potential: new Float64Array(nodes + 1),
    firstChild: new Int32Array(nodes + 1).fill(-1),
    nextSibling: new Int32Array(nodes + 1).fill(-1),
    previousSibling: new Int32Array(nodes + 1).fill(-1),
    stack: new Int32Array(nodes + 1),
    next: 0,
  }
  simplex.tail.set(network.tail)
  simplex.head.set(network.head)
  simplex.capacity.set(network.capacity)
  simplex.cost.set(network.cost)
  simplex.parent[nodes] = -1
  simplex.depth[nodes] = 0
  for (let node = 0; node < nodes; node++) {
    const supply = network.supply[node] ?? 0
    const gives = supply >= 0
    const arc = m + node
    simplex.tail[arc] = gives ? node : nodes
    simplex.head[arc] = gives ? nodes : node
    simplex.flow[arc] = Math.abs(supply)
    // dear both ways: a supply that nothing takes is as bad as a demand that nothing meets
    simplex.cost[arc] = big
    simplex.state[arc] = IN_TREE
    simplex.treeArc[node] = arc
    simplex.direction[node] = gives ? 1 : -1
    simplex.potential[node] = gives ? -big : big
    link(simplex, node, nodes)
  }
  return simplex
}

function link(s: Simplex, node: number, parent: number): void {
  const first = s.firstChild[parent] as number
  s.nextSibling[node] = first
  s.previousSibling[node] = -1
  if (first >= 0) s.previousSibling[first] = node
  s.firstChild[parent] = node
}

function unlink(s: Simplex, node: number): void {
  const before = s.previousSibling[node] as number
  const after = s.nextSibling[node] as number
  if (before >= 0) s.nextSibling[before] = after
  else s.firstChild[s.parent[node] as number] = after
  if (after >= 0) s.previousSibling[after] = before
}

/** The most promising arc of the next block that has one; −1 when no arc can make the flow cheaper. */
function enteringArc(s: Simplex): number {
  const { arcs, cost, potential, tail, head, state } = s
  const block = Math.max(16, Math.floor(Math.sqrt(arcs)))
  let arc = s.next
  let best = -1
  let least = -EPSILON
  let inBlock = block
  for (let seen = 0; seen < arcs; seen++) {
    const priced = (cost[arc] as number) + (potential[tail[arc] as number] as number)
    const reduced = (state[arc] as number) * (priced - (potential[head[arc] as number] as number))
    // costs of a dear artificial arc leave rounding behind; it is no gain
    if (reduced < least && reduced < -ROUNDING * Math.abs(priced)) {
      least = reduced
      best = arc
    }
    if (++arc === arcs) arc = 0
    if (--inBlock === 0) {
      if (best >= 0) break
      inBlock = block
    }
  }
  s.next = arc
  return best
}

/** The arc at which the cycle of the entering arc first gets stuck: its lower node, and on which side. */
type Leaving = { node: number; delta: number; onTailSide: boolean }

function leavingArc(s: Simplex, entering: number, from: number, to: number): Leaving {
  const { parent, depth, treeArc, direction, flow, capacity } = s
  let a = from
  let b = to
  while (a !== b)
    if ((depth[a] as number) >= (depth[b] as number)) a = parent[a] as number
    else b = parent[b] as number
  const apex = a
  const found: Leaving = { node: -1, delta: capacity[entering] as number, onTailSide: false }
  for (let node = from; node !== apex; node = parent[node] as number) {
    const arc = treeArc[node] as number
    const room =
      (direction[node] as number) > 0
        ? (flow[arc] as number)
        : (capacity[arc] as number) - (flow[arc] as number)
    if (room < found.delta) Object.assign(found, { node, delta: room, onTailSide: true })
  }
  for (let node = to; node !== apex; node = parent[node] as number) {
    const arc = treeArc[node] as number
    const room =
      (direction[node] as number) > 0
        ? (capacity[arc] as number) - (flow[arc] as number)
        : (flow[arc] as number)
    if (room <= found.delta) Object.assign(found, { node, delta: room, onTailSide: false })
  }
  if (found.delta === Number.POSITIVE_INFINITY)
    throw new Error('the flow has no cheapest cost: a ring of arcs without limit pays')
  if (found.delta > 0) push(s, { entering, from, to, apex, delta: found.delta })
  return found
}

type Push = { entering: number; from: number; to: number; apex: number; delta: number }

function push(s: Simplex, { entering, from, to, apex, delta }: Push): void {
  const { parent, treeArc, direction, flow, state } = s
  flow[entering] = (flow[entering] as number) + (state[entering] as number) * delta
  for (let node = from; node !== apex; node = parent[node] as number) {
    const arc = treeArc[node] as number
    flow[arc] = (flow[arc] as number) - (direction[node] as number) * delta
  }
  for (let node = to; node !== apex; node = parent[node] as number) {
    const arc = treeArc[node] as number
    flow[arc] = (flow[arc] as number) + (direction[node] as number) * delta
  }
}

/** Brings an arc into the tree and takes the one that got stuck out of it. */
function pivot(s: Simplex, entering: number): void {
  const forward = s.state[entering] === AT_LOWER
  const from = (forward ? s.tail : s.head)[entering] as number
  const to = (forward ? s.head : s.tail)[entering] as number
  const { node: leaving, onTailSide } = leavingArc(s, entering, from, to)
  if (leaving < 0) {
    s.state[entering] = forward ? AT_UPPER : AT_LOWER
    return
  }
  const out = s.treeArc[leaving] as number
  s.state[out] = (s.flow[out] as number) === 0 ? AT_LOWER : AT_UPPER
  s.state[entering] = IN_TREE
  const top = onTailSide ? from : to
  rehang(s, { entering, top, leaving, under: onTailSide ? to : from })
  reprice(s, top)
}

type Rehang = { entering: number; top: number; leaving: number; under: number }

/** Turns the path from `top` to `leaving` upside down and hangs it under the entering arc's other end. */
function rehang(s: Simplex, { entering, top, leaving, under }: Rehang): void {
  let node = top
  let above = under
  let arc = entering
  for (;;) {
    const oldParent = s.parent[node] as number
    const oldArc = s.treeArc[node] as number
    unlink(s, node)
    s.parent[node] = above
    s.treeArc[node] = arc
    s.direction[node] = s.tail[arc] === node ? 1 : -1
    link(s, node, above)
    if (node === leaving) return
    above = node
    arc = oldArc
    node = oldParent
  }
}

/** Potentials and depths of the subtree that moved. */
function reprice(s: Simplex, top: number): void {
  const { parent, treeArc, direction, depth, potential, firstChild, nextSibling, stack } = s
  const above = potential[parent[top] as number] as number
  const cost = s.cost[treeArc[top] as number] as number
  const change = ((direction[top] as number) > 0 ? above - cost : above + cost) - (potential[top] as number)
  let size = 0
  stack[size++] = top
  while (size > 0) {
    const node = stack[--size] as number
    potential[node] = (potential[node] as number) + change
    depth[node] = (depth[parent[node] as number] as number) + 1
    for (let child = firstChild[node] as number; child >= 0; child = nextSibling[child] as number)
      stack[size++] = child
  }
}
