//! What waits for a second clerk about a company, on its page: approved or declined by another one, taken back by who proposed it.

use super::company::{answered, seen};
use crate::actions::staff::merge_companies::MOST;
use crate::actions::staff::proposals::{Approved, approve_proposal, decline_proposal, withdraw_proposal};
use crate::lists::place;
use crate::model::proposed::Proposed;
use crate::queries::owner_changes::{open, words};
use crate::queries::proposals::{about, proposed_by};
use crate::queries::staff::company::Looked;
use crate::rights::staff::CLERKS;
use crate::tables::company;
use crate::texts;
use gatehouse_accounts::contacts;
use gatehouse_approval::table::Model;
use gatehouse_approval::{ApprovalRefusal, ProposedBy};
use gatehouse_core::{Refusal as _, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Paragraph};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _, history};
use sea_orm::entity::prelude::*;
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors
            .post("/staff/companies/{id}/proposals/{proposal}/approve", approve)
            .post("/staff/companies/{id}/proposals/{proposal}/decline", decline)
            .post("/staff/companies/{id}/proposals/{proposal}/withdraw", withdraw)
    })
}

/// A panel for each, with what this reader can do.
pub(super) async fn panels(staff: &Staff, company: &Looked, typed: (&str, &FormErrors)) -> Result<Vec<Panel>, Halt> {
    let mut panels = Vec::new();
    // Few wait about one company.
    for row in about(&staff.may()?, company.row.id).await? {
        panels.push(panel(staff, company, &row, typed).await?);
    }
    Ok(panels)
}

async fn panel(
    staff: &Staff,
    company: &Looked,
    row: &Model,
    (typed, errors): (&str, &FormErrors),
) -> Result<Panel, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let names = history::staff_names(&visit.cx, row.proposed_by_id).await?;
    let by = row.proposed_by_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    let facts = KeyValues::new()
        .row(t.msg_proposed_by(), Cell::text(by))
        .row(t.msg_proposed_at(), Cell::time(&visit.format(), row.proposed_at))
        .row(t.msg_proposal_ends(), Cell::time(&visit.format(), row.expires_at));
    let change = Proposed::read(row)?;
    let (title, facts) = match change {
        Proposed::OwnerChange { owner_change, .. } => {
            (t.msg_proposal_owner(), owner_facts(staff, facts, owner_change).await?)
        }
        Proposed::Merge { from, into, owner_keeps_rights } => {
            let others = company::Entity::find().filter(company::Column::Id.is_in([from, into]));
            let others = others.all(visit.cx.read()).await?;
            let cell = |id: Uuid| match others.iter().find(|row| row.id == id) {
                Some(row) => Cell::link(row.name.as_str(), place(id)),
                None => Cell::none(),
            };
            let keeps = if owner_keeps_rights { t.msg_staff_yes() } else { t.msg_staff_no() };
            let facts = facts
                .row(t.msg_merge_from(), cell(from))
                .row(t.msg_merge_into(), cell(into))
                .row(t.msg_merge_keeps(), Cell::text(keeps));
            (t.msg_proposal_merge(), facts)
        }
    };
    let panel = Panel::new(title).with(&facts);
    let panel = match change {
        Proposed::Merge { .. } => panel.text(t.msg_merge_ends(i64::try_from(MOST).unwrap_or(i64::MAX))),
        Proposed::OwnerChange { .. } => panel,
    };
    if !staff.is_any_of(CLERKS) {
        return Ok(panel);
    }
    let at = format!("{}/proposals/{}", place(company.row.id), row.id);
    let own = match proposed_by(&visit.cx, row).await? {
        ProposedBy::Them => Some(t.msg_proposal_own()),
        ProposedBy::TheirKey => Some(ApprovalRefusal::OwnKey.text(lang)),
        ProposedBy::Another => None,
    };
    if let Some(own) = own {
        let withdraw = Button::post(t.msg_proposal_withdraw(), format!("{at}/withdraw")).icon(Icon::Undo);
        return Ok(panel.with(&Paragraph::new(own)).with(&withdraw));
    }
    let approve = Button::post(t.msg_proposal_approve(), format!("{at}/approve")).primary().icon(Icon::Check);
    let why = TextArea::new("reason", t.msg_proposal_decline_reason()).value(typed).errors(errors);
    let decline = PanelForm::new(format!("{at}/decline")).field(&why);
    Ok(panel.with(&approve).with(&decline.button(Button::submit(t.msg_proposal_decline()))))
}

/// What the letter says, for who decides.
async fn owner_facts(staff: &Staff, facts: KeyValues, change: Uuid) -> Result<KeyValues, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let Some(row) = open(visit.cx.read(), change).await? else { return Ok(facts) };
    let words = words(&visit.cx, visit.cx.read(), &row).await?;
    let next = contacts::contact(&visit.cx, visit.cx.read(), row.to_account).await?;
    let address = next.map(|contact| gatehouse_address::shown(&contact.to.email)).unwrap_or_default();
    let name = crate::model::name::MemberName::new(words.first, words.last).whole();
    let next = Cell::link(name, format!("/staff/accounts/{}", row.to_account)).sub(address);
    Ok(facts
        .row(t.msg_owner_next(), next)
        .row(t.msg_becomes(), Cell::text(row.becomes.name(lang)))
        .row(t.msg_staff_request_number(), Cell::text(words.request))
        .row(t.msg_staff_reason(), Cell::text(words.reason)))
}

async fn approve(staff: Staff, Ids([id, proposal]): Ids<2>) -> Result<Done, Halt> {
    staff.elevated_for(&place(id))?;
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    match approve_proposal(&visit.cx, proposal).await.unless_broken()? {
        Ok(Approved::Planned) => Ok(visit.go_saying(&place(id), t.msg_proposal_planned())),
        Ok(Approved::Merged(into)) => Ok(visit.go_saying(&place(into), t.msg_proposal_merged())),
        Err(refusal) => answered::<(), _>(&staff, id, Err(gatehouse_core::refuse(refusal)), String::new()).await,
    }
}

/// Why it is declined.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Declining {
    reason: String,
}

async fn decline(staff: Staff, Ids([id, proposal]): Ids<2>, Posted(typed): Posted<Declining>) -> Result<Done, Halt> {
    seen(&staff, id).await?;
    let declined = decline_proposal(&staff.visit.cx, proposal, &typed.reason).await;
    answered(&staff, id, declined, texts(staff.visit.lang()).msg_proposal_declined_done()).await
}

async fn withdraw(staff: Staff, Ids([id, proposal]): Ids<2>) -> Result<Done, Halt> {
    seen(&staff, id).await?;
    let withdrawn = withdraw_proposal(&staff.visit.cx, proposal).await;
    answered(&staff, id, withdrawn, texts(staff.visit.lang()).msg_proposal_withdrawn_done()).await
}
