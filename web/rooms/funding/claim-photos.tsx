// Pictures of receipts beside a claim: drawn small, sent at once, each counted once in the house.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import {
  type ClaimView,
  dropReceiptPhoto,
  getClaim,
  getReceiptPhoto,
  listClaims,
  putReceiptPhoto,
} from '../../../contract/funding-expenses.ts'
import { MOST_RECEIPT_PHOTOS } from '../../../domain/funding/expenses.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { shrinkPhoto } from '../../kit/shrink-photo.ts'
import { hashBytes } from '../../offline/crypto.ts'
import { call } from '../../shell/call.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { fundingWords } from './words.ts'

function Picture({
  claim,
  sha256,
  number,
  onRemove,
}: {
  claim: ClaimView
  sha256: string
  number: number
  onRemove: (() => void) | null
}) {
  const w = useWords(fundingWords)
  const [address, setAddress] = useState<string | null>(null)
  const { regionId, id } = claim
  useEffect(() => {
    let gone = false
    let made: string | null = null
    call(getReceiptPhoto, { params: { regionId, id, sha256 } }).then(
      (blob) => {
        if (gone) return
        made = URL.createObjectURL(blob)
        setAddress(made)
      },
      () => undefined,
    )
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [regionId, id, sha256])
  return (
    <figure>
      {address ? (
        <a href={address} target="_blank" rel="noreferrer">
          <img src={address} alt={w.nthPhoto(number)} />
        </a>
      ) : (
        <p className="quiet">{w.nthPhoto(number)}</p>
      )}
      {onRemove ? (
        <Button size="small" type="text" aria-label={w.removePhoto(number)} onClick={onRemove}>
          {w.removePhoto(number)}
        </Button>
      ) : null}
    </figure>
  )
}

export function ClaimPhotos({ claim }: { claim: ClaimView }) {
  const w = useWords(fundingWords)
  const [unreadable, setUnreadable] = useState(false)
  const add = useAct(putReceiptPhoto, [getClaim, listClaims])
  const drop = useAct(dropReceiptPhoto, [getClaim, listClaims])
  const mayChange = claim.mayDo.includes('save')
  const { regionId, id } = claim
  const take = async (file: File | undefined): Promise<void> => {
    setUnreadable(false)
    const bytes = file ? await shrinkPhoto(file) : null
    if (!bytes) return setUnreadable(file !== undefined)
    add.mutate({ params: { regionId, id, sha256: await hashBytes(bytes) }, body: bytes })
  }
  if (claim.pictures.length === 0 && !mayChange) return null
  return (
    <section>
      <h3>{w.photos}</h3>
      {mayChange ? <p className="quiet">{w.photosNote}</p> : null}
      <div className="receipt-grid">
        {claim.pictures.map(({ sha256 }, i) => (
          <Picture
            key={sha256}
            claim={claim}
            sha256={sha256}
            number={i + 1}
            onRemove={mayChange ? () => drop.mutate({ params: { regionId, id, sha256 }, body: {} }) : null}
          />
        ))}
      </div>
      {unreadable ? <p role="alert">{w.unreadable}</p> : null}
      <ProblemAlert error={add.error ?? drop.error} />
      {mayChange && claim.pictures.length < MOST_RECEIPT_PHOTOS ? (
        <label>
          {w.addPhoto}{' '}
          <input
            type="file"
            accept="image/*"
            aria-label={w.addPhoto}
            disabled={add.isPending}
            onChange={(e) => {
              const input = e.target
              void take(input.files?.[0]).finally(() => {
                input.value = ''
              })
            }}
          />
        </label>
      ) : null}
    </section>
  )
}
