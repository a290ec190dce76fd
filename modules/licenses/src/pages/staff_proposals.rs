//! `/staff/proposals`: large blocks and re-issues that wait for a second clerk (LIC-20, LIC-21).

use super::is_clerk;
use crate::actions::proposals::{approve_proposal, decline_proposal, withdraw_proposal};
use crate::lists::{Proposals, change_name, proposal_badge};
use crate::model::license::grouped;
use crate::model::proposed::{Devices, Holders, Proposed};
use crate::queries::proposals::{ProposalView, about, proposal, proposed_by};
use crate::{CLERKS, texts};
use gatehouse_approval::table::Model;
use gatehouse_approval::{ApprovalRefusal, ProposedBy};
use gatehouse_core::{Refusal as _, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, history};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors
            .get(Proposals::AT, list)
            .get(Proposals::FILE, file)
            .get("/staff/proposals/{id}", show)
            .post("/staff/proposals/{id}/approve", approve)
            .post("/staff/proposals/{id}/decline", decline)
            .post("/staff/proposals/{id}/withdraw", withdraw)
    })
}

/// The address of a proposal's page.
pub(super) fn place(id: Uuid) -> String {
    format!("{}/{id}", Proposals::AT)
}

/// What waits about a license, for its page; who may decide gets the way there.
pub(super) async fn notices(staff: &Staff, license: Uuid) -> Result<Vec<Notice>, Halt> {
    let lang = staff.visit.lang();
    let t = texts(lang);
    let notice = |row: &Model| {
        let notice = Notice::info(t.msg_proposal_about(change_name(row, lang)));
        if is_clerk(staff) { notice.action(t.msg_proposal_view(), place(row.id)) } else { notice }
    };
    Ok(about(&staff.visit.cx, license).await?.iter().map(notice).collect())
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let head = PageHead::new(t.msg_nav_proposals()).lede(t.msg_proposals_lede());
    Listed::of_address(&staff.visit, Proposals, &asked).await?.show(&staff.visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Proposals, &asked).await
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, "", &FormErrors::new()).await?)
}

async fn page(staff: &Staff, id: Uuid, reason: &str, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, now) = (texts(lang), staff.visit.cx.now());
    let view = proposal(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let title = change_name(&view.row, lang);
    let head = PageHead::new(title.as_str())
        .badge(proposal_badge(&view.row, now, lang))
        .crumbs(lang, [(t.msg_nav_proposals(), Proposals::AT)]);
    let facts = Panel::new("").with(&facts(staff, &view).await?);
    let mut sheet = Sheet::new(visit, title, head).errors(errors).with(&facts).with(&licenses(staff, &view));
    if !view.row.is_waiting(now) {
        return Ok(sheet);
    }
    let own = match proposed_by(&visit.cx, &view.row).await? {
        ProposedBy::Them => Some(t.msg_proposal_own()),
        ProposedBy::TheirKey => Some(ApprovalRefusal::OwnKey.text(lang)),
        ProposedBy::Another => None,
    };
    if let Some(own) = own {
        let withdraw = Button::post(t.msg_proposal_withdraw(), format!("{}/withdraw", place(id))).icon(Icon::Undo);
        return Ok(sheet.notices([Notice::info(own)]).with(&Panel::new("").with(&withdraw)));
    }
    let approve = PanelForm::new(format!("{}/approve", place(id)))
        .titled("approve", t.msg_proposal_approve_title())
        .button(Button::submit(t.msg_proposal_approve()).danger().icon(Icon::Check));
    let why = TextArea::new("reason", t.msg_proposal_decline_reason())
        .hint(t.msg_proposal_decline_hint())
        .value(reason)
        .errors(errors);
    let decline = PanelForm::new(format!("{}/decline", place(id)))
        .titled("decline", t.msg_proposal_decline_title())
        .field(&why)
        .button(Button::submit(t.msg_proposal_decline()));
    sheet = sheet.with(&approve).with(&decline);
    Ok(sheet)
}

async fn facts(staff: &Staff, view: &ProposalView) -> Result<KeyValues, Halt> {
    let (cx, lang, format) = (&staff.visit.cx, staff.visit.lang(), staff.visit.format());
    let (t, row) = (texts(lang), &view.row);
    let names = history::staff_names(cx, row.proposed_by_id.into_iter().chain(row.decided_by_id)).await?;
    let name = |id: Option<Uuid>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    let mut facts = KeyValues::new()
        .row(t.msg_proposed_by(), Cell::text(name(row.proposed_by_id)))
        .row(t.msg_proposed_at(), Cell::time(&format, row.proposed_at))
        .row(t.msg_proposal_expires(), Cell::time(&format, row.expires_at))
        .row(t.msg_seats(), Cell::number(format.number(row.weight)));
    facts = match &view.change {
        Proposed::Block { order, .. } => {
            let facts = facts
                .row(t.msg_block_reason(), Cell::text(order.reason.name(lang)))
                .row(t.msg_block_from(), Cell::time(&format, order.from));
            match order.steps {
                Some((grace, limited)) => {
                    facts.row(t.msg_block_in_steps(), Cell::text(t.msg_block_days(grace, limited)))
                }
                None => facts,
            }
        }
        Proposed::Reissue { order, .. } => {
            let devices = match order.devices {
                Devices::Keep => t.msg_reissue_devices_keep(),
                Devices::Free => t.msg_reissue_devices_free(),
            };
            let accounts = match order.holders {
                Holders::Keep => t.msg_reissue_accounts_keep(),
                Holders::Buyer => t.msg_reissue_accounts_buyer(),
            };
            facts
                .row(t.msg_reissue_transition(), Cell::number(format.number(order.transition)))
                .row(t.msg_reissue_devices(), Cell::text(devices))
                .row(t.msg_reissue_accounts(), Cell::text(accounts))
        }
    };
    if let Some(words) = &view.words {
        facts = facts.row(t.msg_block_note(), Cell::text(&words.0));
    }
    if let Some(at) = row.decided_at {
        facts = facts.row(t.msg_proposal_decided(), Cell::time(&format, at).sub(name(row.decided_by_id)));
    }
    if let Some(reason) = &view.declined {
        facts = facts.row(t.msg_proposal_decline_reason(), Cell::text(&reason.0));
    }
    Ok(facts)
}

fn licenses(staff: &Staff, view: &ProposalView) -> Panel {
    let (lang, now) = (staff.visit.lang(), staff.visit.cx.now());
    let t = texts(lang);
    let heads = [t.msg_license_number(), t.msg_seats(), t.msg_status()].map(Head::new);
    let mut table = Table::new(t.msg_nav_licenses(), heads);
    for license in &view.licenses {
        table.push([
            Cell::number_link(grouped(&license.number), format!("/staff/licenses/{}", license.id)),
            crate::lists::seats(license, lang),
            Cell::badge(&crate::lists::status_badge(license, now, lang)),
        ]);
    }
    Panel::new(t.msg_nav_licenses()).id("licenses").table(table)
}

async fn approve(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let done = async |count: u64| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_proposal_approved_done(count)))
    };
    let approved = approve_proposal(&visit.cx, id).await;
    visit.answer(approved, done, async |errors| page(&staff, id, "", &errors).await).await
}

/// Why it is declined.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Declining {
    reason: String,
}

async fn decline(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Declining>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let done = async |()| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_proposal_declined_done()));
    let again = async |errors: FormErrors| page(&staff, id, &typed.reason, &errors).await;
    visit.answer(decline_proposal(&visit.cx, id, &typed.reason).await, done, again).await
}

async fn withdraw(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let done = async |()| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_proposal_withdrawn_done()));
    let withdrawn = withdraw_proposal(&visit.cx, id).await;
    visit.answer(withdrawn, done, async |errors| page(&staff, id, "", &errors).await).await
}
