//! Blocking all users at once (COM-12): first who is passed over, then a box to tick. Letting them in again is one button.

use super::parts::kept;
use super::user::company;
use crate::actions::block_all::{AT_ONCE, block_all, unblock_all};
use crate::lists::USERS_AT;
use crate::queries::blocking::{Blocking, blocking};
use crate::refusals::MemberRefusal;
use crate::rights::ManageUsers;
use crate::sessions::inside;
use crate::texts;
use gatehouse_web::frames::{Actions, Panel, PanelForm, Points, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Confirmed, Customer, Done, Halt, Posted, UnlessBroken as _};

/// Where it is below a company's word.
pub(super) const AT: &str = "/users/block-all";

/// Asks.
pub async fn ask(customer: Customer) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, &FormErrors::new()).await?)
}

/// Blocks them.
pub async fn block(customer: Customer, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    match block_all(&visit.cx, company(&customer)?, form.is_ticked()).await.unless_broken()? {
        Ok(count) => {
            let said = texts(visit.lang()).msg_block_all_done(i64::try_from(count).unwrap_or(i64::MAX));
            Ok(visit.go_saying(&customer.scope.path(AT), said))
        }
        Err(refusal @ MemberRefusal::NotTicked) => {
            visit.again(&refusal, async |errors| page(&customer, &errors).await).await
        }
        Err(refusal) => kept(&customer, &refusal, Vec::new()),
    }
}

/// Lets them in again.
pub async fn unblock(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    match unblock_all(&visit.cx, company(&customer)?).await.unless_broken()? {
        Ok(count) => {
            let said = texts(visit.lang()).msg_unblock_all_done(i64::try_from(count).unwrap_or(i64::MAX));
            Ok(visit.go_saying(&customer.scope.path(AT), said))
        }
        Err(refusal) => kept(&customer, &refusal, Vec::new()),
    }
}

async fn page(customer: &Customer, errors: &FormErrors) -> Result<Sheet, Halt> {
    let by = inside::<ManageUsers>(customer).await?;
    let visit = &customer.visit;
    let Blocking { active, blocked, above } = blocking(&visit.cx, &by).await?;
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let head = PageHead::new(t.msg_block_all_title()).lede(t.msg_block_all_lede());
    let head = head.crumbs(lang, [(t.msg_users(), customer.scope.path(USERS_AT))]);
    let mut passed = vec![t.msg_block_all_you()];
    passed.extend(above.iter().map(|above| {
        let whole = above.name.whole();
        let name = if whole.is_empty() { t.msg_no_name() } else { whole };
        if above.is_owner { t.msg_block_all_owner(name) } else { t.msg_block_all_above(name) }
    }));
    let panel = Panel::new("").with(&Points::new(t.msg_block_all_passed(), passed));
    let sheet = Sheet::new(visit, t.msg_block_all_title(), head).narrow().errors(errors).with(&panel);
    let sheet = if active > 0 {
        let confirm = Confirm::new(t.msg_block_all_text(active), t.msg_block_all_tick(), t.msg_block_all())
            .cancel(t.msg_cancel(), customer.scope.path(USERS_AT))
            .errors(errors);
        let form = PanelForm::new(customer.scope.path(AT)).field(&confirm);
        let panel = Panel::new(t.msg_block_all()).danger().with(&form);
        let at_once = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
        sheet.with(&if active > at_once { panel.text(t.msg_block_all_parts(at_once)) } else { panel })
    } else {
        sheet.with(&Panel::new("").text(t.msg_block_all_nobody()))
    };
    Ok(if blocked > 0 {
        let undo = Button::post(t.msg_unblock_all(), customer.scope.path(&format!("{AT}/undo")));
        sheet.with(&Panel::new(t.msg_unblock_all()).text(t.msg_unblock_all_text(blocked)).with(&Actions::new([undo])))
    } else {
        sheet
    })
}
