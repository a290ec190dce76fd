//! Removing a user (COM-4): what goes, what stays, and a box to tick.

use super::parts::kept;
use super::user::{at, called, company};
use crate::actions::remove_member::remove_member;
use crate::lists::USERS_AT;
use crate::model::change::may_remove;
use crate::queries::membership::standing_of;
use crate::queries::one_member::managed;
use crate::refusals::MemberRefusal;
use crate::rights::ManageUsers;
use crate::sessions::inside;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Confirmed, Customer, Done, Halt, Posted, UnlessBroken as _};

/// Asks, after a fresh proof (ACC-10).
pub async fn ask(customer: Customer, Ids([member]): Ids<1>) -> Result<Done, Halt> {
    inside::<ManageUsers>(&customer).await?;
    customer.elevated()?;
    customer.visit.show(&page(&customer, member, &FormErrors::new()).await?)
}

/// Removes them.
pub async fn remove(customer: Customer, Ids([member]): Ids<1>, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    customer.elevated()?;
    let visit = &customer.visit;
    match remove_member(&visit.cx, company(&customer)?, member, form.is_ticked()).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&customer.scope.path(USERS_AT), texts(visit.lang()).msg_removed_done())),
        Err(refusal @ MemberRefusal::NotTicked) => {
            visit.again(&refusal, async |errors| page(&customer, member, &errors).await).await
        }
        Err(refusal) => kept(&customer, &refusal, Vec::new()),
    }
}

/// Who may not be removed by this person has no such page.
async fn page(customer: &Customer, member: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let by = inside::<ManageUsers>(customer).await?;
    let visit = &customer.visit;
    let found = managed(&visit.cx, &by, member).await?.ok_or(Halt::NotFound)?;
    let row = &found.row;
    may_remove(by.standing(), &standing_of(&row.member, row.is_owner)).map_err(Halt::refused)?;
    let lang = visit.lang();
    let (t, name, user) = (texts(lang), called(row, lang), at(customer, member));
    let crumbs = [(t.msg_users(), customer.scope.path(USERS_AT)), (name.clone(), user.clone())];
    let head = PageHead::new(t.msg_remove_title(name.as_str())).lede(t.msg_remove_lede()).crumbs(lang, crumbs);
    let confirm = Confirm::new(t.msg_remove_text(), t.msg_remove_tick(), t.msg_remove_user())
        .cancel(t.msg_cancel(), user)
        .errors(errors);
    let sheet = Sheet::new(visit, t.msg_remove_title(name.as_str()), head).narrow().errors(errors);
    Ok(sheet.with(&PanelForm::new("").alone().field(&confirm)))
}
