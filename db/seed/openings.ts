import { askForSeat } from '~/domain/market/exchange/ask-for-seat.server'
import { openSeat } from '~/domain/market/exchange/open-seat.server'
import { inTransaction } from '~/platform/database.server'
import type { Deals } from './deals'
import type { Story } from './story'

/** Two teams keep a seat free for somebody from another country; one of them has been asked for it. */
export function tellOpenings(story: Story, deals: () => Deals): void {
  let ravi = ''
  story.on(4, 11, async (at) => {
    const opened = await inTransaction((tx) =>
      openSeat(tx, {
        ...{ teamId: deals().teamId('ravi'), briefId: null, by: deals().personId('ayesha') },
        ...{ hostId: deals().personId('zainab'), role: 'localiser', shareBps: 1_000, hours: 45 },
        ...{ fromStage: 'shadow', toStage: 'pair', days: 28, at },
        words:
          'Two of our clients will open their inboxes in Turkish this winter. Sit beside Zainab while she builds the test set, then label the second half with her. You write Turkish every day, and you can say why two messages belong in different piles.',
      }),
    )
    ravi = opened.openingId
    await inTransaction((tx) =>
      openSeat(tx, {
        ...{ teamId: deals().teamId('bogaz'), briefId: null, by: deals().personId('mehmet') },
        ...{ hostId: deals().personId('deniz'), role: 'measurer', shareBps: 1_200, hours: 60 },
        ...{ fromStage: 'shadow', toStage: 'lead', days: 28, at },
        words:
          'The harvest figures of two cooperatives are measured again every week. You watch the first two weeks, do the third with Deniz, and run the last ones yourself. Somebody who has passed the evaluation track would feel at home.',
      }),
    )
  })
  story.on(2, 17, async (at) => {
    await inTransaction((tx) =>
      askForSeat(tx, {
        ...{ openingId: ravi, by: deals().personId('deniz'), at },
        words:
          'I answer two inboxes in Turkish for a warehouse already, and I have sorted about 900 complaints by hand. I want to see how you keep a test set honest while the clients change their minds.',
      }),
    )
  })
}
