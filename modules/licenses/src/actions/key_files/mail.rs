//! A request of the public form is answered, by mail alone (LIC-11): with a link to the archive that works once, or with why there is none. A
//! code that no license has gets no mail: whoever owns the address did not ask for anything of ours.

use super::ask::{Asked, open};
use super::issue::issue_key_files;
use super::target::KeyFileFor;
use crate::mails::key_file;
use crate::model::code;
use crate::model::key_file::LINK;
use crate::model::seat_refusal::SeatRefusal;
use crate::queries::entitlement;
use crate::tables::key_file_ask::{Column, Entity, Model};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Moment, Refusal as _, Secret, Stop, Uuid};
use gatehouse_formats::ActivationCode;
use gatehouse_mail::Recipient;
use gatehouse_mail::ledger::{self, Asker};
use sea_orm::entity::prelude::*;

/// The ledger's word for these mails.
const MAIL: &str = "licenses.key_file";
/// What tokens of the links are looked up by.
const TOKEN: &str = "licenses.key_file_link";

/// What there is to say.
enum Answer {
    /// This file.
    File(Uuid),
    /// Why there is none.
    Refused(SeatRefusal),
}

/// What the code is of.
struct About {
    product: String,
    order: Uuid,
}

/// Answers a request, if it still waits. Run again, it finds the same file.
pub async fn mail_key_file(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let Some(row) = Entity::find_by_id(id).one(cx.read()).await? else { return Ok(()) };
    if row.mailed_at.is_some() {
        return Ok(());
    }
    let Some(asked) = open(cx, row.asked_sealed.as_deref())? else { return forget(cx, id).await };
    let Ok(typed) = ActivationCode::parse(&asked.code) else { return forget(cx, id).await };
    let lookups = code::lookups(&cx.app.keys, &typed);
    // The alarm of a decoy names the network of the form, not this node's.
    let asking = Cx { network: asked.network.clone(), ..cx.clone() };
    let found = entitlement::by_code(&asking, cx.read(), &lookups).await?;
    let Some(found) = found else { return forget(cx, id).await };
    let about = About { product: found.catalog.product_name.clone(), order: found.license.purchase_id };
    let first = KeyFileFor::AnyDevice { copy: 1 };
    let answer = match issue_key_files(cx, found, &first, None, None).await {
        Ok(issued) => Answer::File(issued.row.id),
        Err(Stop::Refused(refusal)) => Answer::Refused(refusal),
        Err(Stop::Broken(fault)) => return Err(fault),
    };
    write(cx, &row, &asked, &about, answer).await
}

/// The mail and what its link opens, in one transaction.
async fn write(cx: &Cx, row: &Model, asked: &Asked, about: &About, answer: Answer) -> Result<(), Fault> {
    let now = cx.now();
    let address = contacts::lookups(cx, &asked.email);
    let tx = cx.begin().await?;
    let held = ledger::hold(cx, &tx, MAIL, &address, Asker::Stranger).await?;
    // Each mail has a link of its own, so none before it says the same.
    if !held.admits_of_day(now) {
        Entity::delete_by_id(row.id).exec(&*tx).await?;
        return tx.commit().await;
    }
    let caused = held.count(cx, &tx, &address).await?;
    let (to, product) = (recipient(row, asked, about.order), about.product.as_str());
    let mut update = Entity::update_many()
        .col_expr(Column::AskedSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::MailedAt, Expr::value(now))
        .filter(Column::Id.eq(row.id))
        .filter(Column::MailedAt.is_null());
    match answer {
        Answer::File(file) => {
            let token = Secret::new(URL_SAFE_NO_PAD.encode(cx.app.random.token()));
            update = update
                .col_expr(Column::KeyFileId, Expr::value(file))
                .col_expr(Column::TokenLookup, Expr::value(lookup(cx, token.expose())));
            key_file::queue(cx, &tx, &to, product, &token, now.plus(LINK), &caused).await?;
        }
        Answer::Refused(refusal) => {
            let why = (refusal.text(to.lang), refusal.next(to.lang));
            key_file::queue_refused(cx, &tx, &to, product, why, &caused).await?;
        }
    }
    if update.exec(&*tx).await?.rows_affected == 0 {
        return tx.rollback().await;
    }
    tx.commit().await
}

/// The mail lies under the key of the order, as what else is told of it.
fn recipient(row: &Model, asked: &Asked, order: Uuid) -> Recipient {
    Recipient {
        account: None,
        sealed_by: order,
        email: asked.email.clone(),
        greeted: None,
        lang: Lang::from_tag(&row.lang).unwrap_or_default(),
        zone: row.zone.clone(),
        is_staff: false,
    }
}

/// By what a token is found.
pub(super) fn lookup(cx: &Cx, token: &str) -> Vec<u8> {
    cx.app.keys.lookup(TOKEN, token.as_bytes()).to_vec()
}

/// The same under every pepper that is known.
pub(super) fn lookups(cx: &Cx, token: &str) -> Vec<Vec<u8>> {
    cx.app.keys.accepted(TOKEN, token.as_bytes())
}

/// When a link ends.
pub(super) fn ends(row: &Model) -> Option<Moment> {
    row.mailed_at.map(|mailed| mailed.plus(LINK))
}

async fn forget(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    Entity::delete_by_id(id).exec(&*tx).await?;
    tx.commit().await
}
