//! What waits for a second clerk (LIC-20): `/staff/proposals`.

use crate::queries::proposals::{ProposalColumn, ProposalFilter, proposals};
use crate::rights::{LicensesWrite, may};
use crate::texts;
use gatehouse_approval::State;
use gatehouse_approval::table::Model;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::history::staff_names;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};
use std::collections::HashMap;

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Proposals;

/// A proposal and who made it.
pub(crate) struct ProposalRow {
    row: Model,
    by: String,
}

/// What a proposal would do.
pub(crate) fn change_name(row: &Model, lang: Lang) -> String {
    let t = texts(lang);
    if row.kind == "licenses.reissue" { t.msg_proposal_reissue() } else { t.msg_proposal_block(row.things) }
}

/// How far a proposal is.
pub(crate) fn proposal_badge(row: &Model, now: gatehouse_core::Moment, lang: Lang) -> Badge {
    let tone = match row.state {
        State::Waiting if row.is_waiting(now) => Tone::Warn,
        State::Approved => Tone::Good,
        State::Declined => Tone::Bad,
        State::Waiting | State::Withdrawn => Tone::Neutral,
    };
    Badge::new(tone, row.state_name(now, lang))
}

impl Words for Proposals {
    type Filter = ProposalFilter;
    type Sort = ProposalColumn;
    type Row = ProposalRow;

    fn filters(&self, lang: Lang) -> FilterSet<ProposalFilter> {
        let t = texts(lang);
        let states = [
            (State::Approved.word(), t.msg_proposals_approved()),
            (State::Declined.word(), t.msg_proposals_declined()),
            (State::Withdrawn.word(), t.msg_proposals_withdrawn()),
        ];
        FilterSet::<ProposalFilter>::new()
            .choice("state", t.msg_status(), t.msg_proposals_waiting(), states, |filter, word| {
                filter.state = State::from_word(&word);
            })
            .told("How far it is; those that can be decided when missing")
    }

    fn columns(&self, lang: Lang) -> Columns<ProposalRow, ProposalColumn> {
        let t = texts(lang);
        Columns::<ProposalRow, ProposalColumn>::sorted_by("-proposed")
            .column("change", t.msg_proposal_change(), |row, to| {
                Cell::link(change_name(&row.row, to.lang()), format!("{}/{}", Self::AT, row.row.id))
            })
            .column("seats", t.msg_seats(), |row, to| Cell::number(to.format.number(row.row.weight)))
            .at_end()
            .column("by", t.msg_proposed_by(), |row, _| Cell::text(&row.by))
            .column("proposed", t.msg_proposed_at(), |row, to| Cell::time(&to.format, row.row.proposed_at))
            .sorts(ProposalColumn::Proposed)
            .column("expires", t.msg_proposal_expires(), |row, to| Cell::date(&to.format, row.row.expires_at))
            .column("status", t.msg_status(), |row, to| Cell::badge(&proposal_badge(&row.row, to.now, to.lang())))
    }
}

#[async_trait]
impl List for Proposals {
    const NAME: &'static str = "proposals";
    const AT: &'static str = "/staff/proposals";
    const FILE: &'static str = "/staff/proposals.csv";
    type Seen = (May<LicensesWrite>, ProposalFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_nav_proposals()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Check, t.msg_proposals_none(), t.msg_proposals_none_text())
            .action(Button::link(t.msg_nav_licenses(), "/staff/licenses"))
    }

    async fn look(&self, cx: &Cx, filter: ProposalFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        cx: &Cx,
        (may, filter): &Self::Seen,
        sorting: Sorting<ProposalColumn>,
        request: &PageRequest,
    ) -> Result<Paged<ProposalRow>, Halt> {
        let page = proposals(may, *filter, sorting, request).await?;
        let names: HashMap<_, _> = staff_names(cx, page.items.iter().filter_map(|row| row.proposed_by_id)).await?;
        let by = |row: &Model| row.proposed_by_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        Ok(page.map(|row| ProposalRow { by: by(&row), row }))
    }
}
