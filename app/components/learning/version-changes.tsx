import { isUnchanged, type VersionDifference } from '~/domain/learning/content/version-difference'
import { TextDifference } from '../forms/text-difference'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { Name, Quiet } from '../page/text'

/** What a version changes against an earlier one, part by part. */
export function VersionChanges({ difference }: { difference: VersionDifference }) {
  const { t } = useLanguage()
  if (isUnchanged(difference)) return <Quiet>{t('authoring.difference_none')}</Quiet>
  return (
    <div className="grid gap-3">
      {difference.head.map(({ field, before, after }) => (
        <Fold key={field} label={t(`authoring.head_${field}`)}>
          <TextDifference earlier={before} later={after} label={t(`authoring.head_${field}`)} />
        </Fold>
      ))}
      {difference.courses.map(({ key, title, change }) => (
        <p key={key}>
          {t(`authoring.course_${change}`)}: <Name>{title}</Name>
        </p>
      ))}
      {difference.items.map(({ key, title, kind, change, before, after }) =>
        change === 'moved' ? (
          <p key={key}>
            {t('authoring.item_moved')}: <Name>{title}</Name>
          </p>
        ) : (
          <Fold
            key={key}
            label={
              <>
                {t(`authoring.kind_${kind}`)}, {t(`authoring.item_${change}`)}: <Name>{title}</Name>
              </>
            }
          >
            <TextDifference earlier={before} later={after} label={title} />
          </Fold>
        ),
      )}
    </div>
  )
}
