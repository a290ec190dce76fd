//! What was asked for is answered (LIC-22), by mail alone: with a code, or with the day until which the person had their trial.
//!
//! The rule: one trial per product and mailbox, and one more for each that a clerk allowed. Who asks again while their code waits or runs
//! gets it again, at most one mail in ten minutes. An owner who does not want mails that strangers cause gets none, and no trial is taken
//! from them.

use super::ask_trial::waiting;
use super::counts::count;
use super::erase::remove;
use super::taken::{Taken, take};
use crate::events::MAILED;
use crate::mails::{code, had_one};
use crate::model::person::Person;
use crate::model::state::{Step, TrialState};
use crate::queries::offered::{self, Offered};
use crate::queries::recipients;
use crate::tables::trial::{Column, Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_licenses::actions::issue_trial::{IssuedTrial, NewTrial, issue_trial};
use gatehouse_licenses::queries::trial_licenses;
use gatehouse_mail::Recipient;
use gatehouse_mail::ledger::{self, Asker, Held};
use gatehouse_seal::Lookups;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// The ledger's word for these mails; with a product's id for those of one product.
const MAIL: &str = "trials.answer";
/// How long a code can be activated.
const ACTIVATE: i64 = 30 * DAY;

/// Answers a request, if it still waits.
pub async fn answer_trial(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    let Some(row) = waiting(&tx, id).await? else { return Ok(()) };
    let key = subject::key(cx, &*tx, id).await?;
    let person = Person::open(&key, &row)?;
    let Some(product) = offered::by_id(&tx, row.product_id).await? else {
        // Taken out of sale meanwhile: there is nothing to say that the person could do something with.
        remove(cx, &tx, id).await?;
        return tx.commit().await;
    };
    let to = recipients::of(cx, &*tx, &row, &person).await?;
    let address = contacts::lookups(cx, &person.email.0);
    let own = row.account_id.map(|account| account.as_bytes().to_vec());
    let asker = own.as_deref().map_or(Asker::Stranger, Asker::Own);
    let held = ledger::hold(cx, &tx, &format!("{MAIL} {}", product.id), &address, asker).await?;
    if !held.admits(cx.now(), false) {
        remove(cx, &tx, id).await?;
        return tx.commit().await;
    }
    let asked = Asked { row, to, address, product };
    match take(cx, &tx, asked.product.id, &person.email.0).await? {
        Taken::Now { again } => give(cx, &tx, &asked, held, again).await?,
        Taken::Before => refuse(cx, &tx, &asked, held).await?,
    }
    tx.commit().await
}

/// A request that is being answered.
struct Asked {
    row: Model,
    to: Recipient,
    address: Lookups,
    product: Offered,
}

/// Issues the license and mails its code.
async fn give(cx: &Cx, tx: &Tx, asked: &Asked, held: Held, again: bool) -> Result<(), Fault> {
    let Asked { row, to, address, product } = asked;
    let activate_by = cx.now().plus(ACTIVATE);
    let new = NewTrial { product: product.id, days: product.days, activate_by, account: row.account_id };
    let Some(IssuedTrial { license, code }) = issue_trial(cx, tx, new).await? else {
        return Err(Fault::new("a product that is offered for trial has no edition"));
    };
    let caused = held.count(cx, tx, address).await?;
    let mail = code::CodeMail { trial: row.id, product, license, code: &code, activate_by };
    code::queue(cx, tx, to, &mail, row.account_id.is_none().then_some(&caused)).await?;
    Entity::update_many()
        .col_expr(Column::State, Expr::value(TrialState::Mailed))
        .col_expr(Column::LicenseId, Expr::value(license))
        .col_expr(Column::GivenAgain, Expr::value(again))
        .col_expr(Column::MailedAt, Expr::value(cx.now()))
        .col_expr(Column::ActivateBy, Expr::value(activate_by))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    cx.audit(tx, MAILED.about(row.id)).await?;
    count(cx, tx, product.id, Step::Mailed, 1).await
}

/// Mails that the person has or had their trial; with its code, while that can be used.
async fn refuse(cx: &Cx, tx: &Tx, asked: &Asked, held: Held) -> Result<(), Fault> {
    let Asked { row, to, address, product } = asked;
    let before = earlier(tx, row).await?;
    let is_usable = |trial: &&Model| matches!(trial.state, TrialState::Mailed | TrialState::Running);
    let license = before.as_ref().filter(is_usable).and_then(|trial| trial.license_id);
    let code = match license {
        Some(license) => trial_licenses::code(cx, &**tx, license).await?,
        None => None,
    };
    // The last mail said the same, so a second one in a short while tells nothing new.
    if let Some(caused) = held.caused(cx, tx, address, true).await? {
        let mail = had_one::HadMail { trial: row.id, product, before: before.as_ref(), code: code.as_ref() };
        had_one::queue(cx, tx, to, &mail, row.account_id.is_none().then_some(&caused)).await?;
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(TrialState::Refused))
        .col_expr(Column::ClosedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// The trial of the same mailbox and product that was given last, where it is not erased yet.
async fn earlier(tx: &Tx, row: &Model) -> Result<Option<Model>, Fault> {
    let of_mailbox = Entity::find()
        .filter(Column::MailboxLookup.eq(row.mailbox_lookup.clone()))
        .filter(Column::ProductId.eq(row.product_id))
        .filter(Column::MailedAt.is_not_null());
    Ok(of_mailbox.order_by_desc(Column::AskedAt).one(&**tx).await?)
}
