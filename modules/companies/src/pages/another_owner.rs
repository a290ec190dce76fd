//! `/c/NAME/another-owner`: the owner asks that another user becomes the owner (COM-3), with a fresh proof; staff carry it out.

use crate::actions::ask_owner_change::{ask_owner_change, ask_owner_change_by_address, take_back_owner_change};
use crate::model::states::OwnerChangeKind;
use crate::queries::members::{MemberFilter, members};
use crate::queries::owner_changes::waiting;
use crate::rights::{In, Owner};
use crate::sessions::inside;
use crate::texts;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::{Direction, ListKey, PageRequest};
use gatehouse_web::frames::{Panel, PanelForm, Paragraph, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

/// The most users among whom one is chosen; another one is named by their address.
const MOST: u64 = 200;

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    member: String,
    address: String,
    reason: String,
}

/// Shows the form, or what waits.
pub async fn show(customer: Customer) -> Result<Done, Halt> {
    let by = inside::<Owner>(&customer).await?;
    customer.visit.show(&page(&customer, &by, &Typed::default(), &FormErrors::new()).await?)
}

async fn page(customer: &Customer, by: &In<'_, Owner>, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let t = texts(lang);
    let above = customer.scope.company().map(|company| (company.name.clone(), customer.scope.path("")));
    let head = PageHead::new(t.msg_owner_ask_title()).crumbs(lang, above);
    let sheet = Sheet::new(visit, t.msg_owner_ask_title(), head).narrow();
    let sheet = sheet.errors(errors);
    if let Some(change) = waiting(visit.cx.read(), by.company()).await? {
        let text = match (change.kind, change.due_at) {
            (OwnerChangeKind::Asked, _) => t.msg_owner_ask_waits(),
            (OwnerChangeKind::Gone, Some(due)) => t.msg_owner_ask_planned(visit.format().date_time(due)),
            (OwnerChangeKind::Gone, None) => t.msg_owner_ask_looked(),
        };
        let panel = Panel::new("").text(text);
        let back =
            Button::post(t.msg_owner_take_back(), customer.scope.path("/another-owner/take-back")).icon(Icon::Undo);
        let is_own = change.kind == OwnerChangeKind::Asked;
        return Ok(sheet.with(&if is_own { panel.with(&back) } else { panel }));
    }
    let (choices, are_all) = candidates(customer, by).await?;
    if choices.is_empty() {
        return Ok(sheet.with(&Panel::new("").text(t.msg_owner_ask_alone())));
    }
    let who = Select::new("member", t.msg_owner_next(), choices).first(t.msg_staff_choose()).value(&typed.member);
    let why = TextArea::new("reason", t.msg_owner_ask_reason()).value(typed.reason.as_str()).errors(errors);
    let form = PanelForm::new("").alone().field(&Paragraph::new(t.msg_owner_ask_text())).field(&who.errors(errors));
    let form = if are_all {
        form
    } else {
        let address = Field::email("address", t.msg_owner_ask_address()).hint(t.msg_owner_ask_address_hint());
        form.field(&address.value(&typed.address).optional(lang).errors(errors))
    };
    let form = form.field(&why.optional(lang)).button(Button::submit(t.msg_owner_ask()).primary());
    let form = form.button(Button::link(t.msg_cancel(), customer.scope.path("")));
    Ok(sheet.with(&form))
}

/// The other users by name, the first ones of a large company; and whether these are all.
async fn candidates(customer: &Customer, by: &In<'_, Owner>) -> Result<(Vec<Choice>, bool), Halt> {
    let cx = &customer.visit.cx;
    let users = by.also().ok_or_else(|| Fault::new("an owner may not see the users"))?;
    let request = PageRequest::parse(ListKey::new(&cx.app.keys, "owner".to_owned()), None, None, Some(MOST));
    let page = members(cx, &users, &MemberFilter::default(), Direction::Ascending, &request).await?;
    let are_all = u64::try_from(page.items.len()).map_err(Fault::from)? < MOST;
    let others = page.items.into_iter().filter(|row| !row.is_owner && row.member.blocked_at.is_none());
    Ok((others.map(|row| Choice::new(row.member.id.to_string(), row.name.whole())).collect(), are_all))
}

/// Asks for it.
pub async fn ask(customer: Customer, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let by = inside::<Owner>(&customer).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    let is_by_address = typed.member.is_empty() && !typed.address.trim().is_empty();
    let asked = if is_by_address {
        ask_owner_change_by_address(&visit.cx, by.company(), &typed.address, &typed.reason).await
    } else {
        let member = Uuid::parse_str(typed.member.trim()).unwrap_or_default();
        ask_owner_change(&visit.cx, by.company(), member, &typed.reason).await
    };
    let field = if is_by_address { "address" } else { "member" };
    let here = customer.scope.path("/another-owner");
    let done = async |_| Ok(visit.go_saying(&here, texts(visit.lang()).msg_owner_ask_done()));
    visit
        .answer(asked, done, async |errors| {
            page(&customer, &by, &typed, &errors.moved("email", "member").moved("member", field)).await
        })
        .await
}

/// Takes it back.
pub async fn take_back(customer: Customer) -> Result<Done, Halt> {
    let by = inside::<Owner>(&customer).await?;
    let visit = &customer.visit;
    match take_back_owner_change(&visit.cx, by.company()).await.unless_broken()? {
        Ok(()) => {
            Ok(visit.go_saying(&customer.scope.path("/another-owner"), texts(visit.lang()).msg_owner_taken_back()))
        }
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
