// Contract calls as TanStack queries and mutations: the key is the endpoint's id and its input.
import {
  QueryClient as Client,
  keepPreviousData,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { CallInput, CallOutput, Endpoint } from '../../contract/endpoint.ts'
import { CallRefused, call } from './call.ts'

/** Retries only what may pass by itself: the network and a server that is starting. */
export function createQueryClient(): QueryClient {
  const passing = (error: unknown): boolean =>
    error instanceof CallRefused && [0, 503].includes(error.refusal.status)
  return new Client({
    defaultOptions: {
      queries: {
        retry: (count, error) => count < 2 && passing(error),
        staleTime: 15_000,
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false },
    },
  })
}

type Options<T> = { enabled?: boolean; keep?: boolean; every?: (data: T | undefined) => number | false }

/** Reads an endpoint; `keep` shows the former answer while the next one is under way, `every` polls (ms) as long as it says so. */
export function useCall<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: Options<CallOutput<E>> = {},
): UseQueryResult<CallOutput<E>, Error> {
  const { enabled = true, keep = false, every } = options
  return useQuery<CallOutput<E>, Error>({
    queryKey: [endpoint.id, input],
    queryFn: ({ signal }) => call(endpoint, input, signal),
    enabled,
    ...(every
      ? {
          refetchInterval: (query: { state: { data: CallOutput<E> | undefined } }) => every(query.state.data),
        }
      : {}),
    ...(keep ? { placeholderData: keepPreviousData as never } : {}),
  })
}

/** Writes by an endpoint; afterwards every query of the endpoints named in `refresh` is read anew. */
export function useAct<E extends Endpoint>(
  endpoint: E,
  refresh: readonly Endpoint[] = [],
  done?: (answer: CallOutput<E>) => void,
): UseMutationResult<CallOutput<E>, Error, CallInput<E>> {
  const client = useQueryClient()
  return useMutation<CallOutput<E>, Error, CallInput<E>>({
    mutationFn: (input) => call(endpoint, input),
    onSuccess: async (answer) => {
      done?.(answer)
      await Promise.all(refresh.map((e) => client.invalidateQueries({ queryKey: [e.id] })))
    },
  })
}
