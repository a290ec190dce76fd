//! Mails that machines wrote: they change no status and are answered by nobody. One that tells of a mail that did not arrive stops mails to that
//! address for 60 days, and staff and the person see it. So many a day are written into one request; further ones are mails of it and nothing more.

use super::{Earlier, Known, address_of, earlier, keep_ref, text_of};
use crate::actions::message::{NewMessage, Writer, add};
use crate::actions::step::{Doer, happened, hold};
use crate::model::message::{Audience, Author, DeliveryState, MessageChannel};
use crate::model::transition::By;
use crate::queries::people;
use crate::tables::{message_delivery, request_person};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_inbox::loops::{Delivery, delivery};
use gatehouse_inbox::mail::Fate;
use gatehouse_inbox::{Arrived, Class, limits};
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// An absence, a list: an internal note.
pub(super) async fn noted(cx: &Cx, mail: &Arrived, id: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    let Some(mut row) = hold(&tx, id).await?.filter(|row| row.erased_at.is_none()) else {
        mail.done(cx, &tx, None, None).await?;
        return tx.commit().await;
    };
    let earlier = earlier(cx, &tx, mail, Known::NOBODY).await?;
    if !matches!(earlier, Earlier::Same(_)) && limits::note_automatic(cx, &tx, row.id).await? {
        let new = NewMessage {
            channel: MessageChannel::Automatic,
            audience: Audience::Internal,
            author: Author::Machine,
            writer: Writer::default(),
            text: &text_of(mail),
            html: mail.mail.html.as_deref(),
            raw_mail: Some(mail.id),
            unconfirmed: false,
            is_solution: false,
            takes_files: false,
        };
        let message = add(cx, &tx, &mut row, &new).await?;
        let why = match &mail.class {
            Class::Automatic(why) => serde_json::to_value(why)?,
            _ => serde_json::Value::Null,
        };
        let facts = json!({ "message": message.id, "from": address_of(mail), "why": why });
        happened(cx, &tx, &mut row, Doer::program(By::Machine), ("automatic", None, None), facts).await?;
        keep_ref(cx, &tx, &row, message.id, (mail, earlier)).await?;
    }
    mail.done(cx, &tx, Some(row.id), None).await?;
    tx.commit().await
}

/// One of our mails did not arrive, or later.
pub(super) async fn bounced(cx: &Cx, mail: &Arrived, id: Uuid) -> Result<(), Fault> {
    let report = mail.mail.signs.report.as_ref();
    let state = match delivery(report) {
        Delivery::Failed => DeliveryState::Bounced,
        Delivery::Delayed => DeliveryState::Delayed,
        Delivery::Delivered | Delivery::Unknown => return kept(cx, mail, id).await,
    };
    let about =
        mail.clues.bounced.or_else(|| mail.clues.answered.iter().find_map(|id| mail.clues.own.get(id).copied()));
    let Some(about) = about else { return kept(cx, mail, id).await };
    let tx = cx.begin().await?;
    let Some(mut row) = hold(&tx, id).await?.filter(|row| row.erased_at.is_none()) else {
        mail.done(cx, &tx, None, None).await?;
        return tx.commit().await;
    };
    let (sent, is_own) = sent(&tx, row.id, about).await?;
    let addresses = people::addresses(cx, &*tx, &row).await?;
    let fates: &[Fate] = report.map_or(&[][..], |report| report.fates.as_slice());
    let concerns = |person: Uuid| {
        let own = addresses.iter().find(|(id, _)| *id == person).map(|(_, email)| gatehouse_address::normalized(email));
        fates.iter().find(|fate| own.as_deref() == Some(gatehouse_address::normalized(&fate.address).as_str()))
    };
    // A server on the way may know them by another address: where the mail had one reader, it is them.
    let alone = if sent.len() == 1 { fates.first() } else { None };
    // Anybody who has the address for bounces can write many; what became of a mail is kept all the same.
    let is_noted = limits::note_automatic(cx, &tx, row.id).await?;
    for one in &sent {
        let Some(fate) = concerns(one.person_id).or(alone) else { continue };
        note_delivery(&tx, one.id, state, &fate.status).await?;
        // Anybody can write a report. Whoever got a mail may stop mails to themself by its own address for bounces, which nobody else has, and to
        // nobody else: the id of a message stands in the mails of others too.
        if state == DeliveryState::Bounced && is_own {
            silence(cx, &tx, one.person_id).await?;
        }
        if !is_noted {
            continue;
        }
        let facts = json!({ "message": one.message_id, "person": one.person_id, "code": fate.status });
        let kind = if state == DeliveryState::Bounced { "bounced" } else { "delayed" };
        happened(cx, &tx, &mut row, Doer::program(By::Machine), (kind, None, None), facts).await?;
    }
    mail.done(cx, &tx, Some(row.id), None).await?;
    tx.commit().await
}

/// The mails that a report may be about, and whether it came to the address for bounces of one of them, which is that one's alone; what stands beside
/// messages names the message.
async fn sent(tx: &Tx, request: Uuid, about: Uuid) -> Result<(Vec<message_delivery::Model>, bool), Fault> {
    use message_delivery::{Column, Entity};
    let own = || Entity::find().filter(Column::RequestId.eq(request));
    let one = own().filter(Column::Id.eq(about)).one(&**tx).await?;
    Ok(match one {
        Some(one) => (vec![one], true),
        None => (own().filter(Column::MessageId.eq(about)).all(&**tx).await?, false),
    })
}

async fn kept(cx: &Cx, mail: &Arrived, request: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    mail.done(cx, &tx, Some(request), None).await?;
    tx.commit().await
}

async fn note_delivery(tx: &Tx, id: Uuid, state: DeliveryState, code: &str) -> Result<(), Fault> {
    use message_delivery::{Column, Entity};
    let code: String = code.chars().filter(|c| c.is_ascii_digit() || *c == '.').take(12).collect();
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::Reason, Expr::value(Some(code).filter(|code| !code.is_empty())));
    update.filter(Column::Id.eq(id)).exec(&**tx).await?;
    Ok(())
}

/// No mail goes to this person for a while, of whichever request.
async fn silence(cx: &Cx, tx: &Tx, person: Uuid) -> Result<(), Fault> {
    use request_person::{Column, Entity};
    let Some(found) = Entity::find_by_id(person).one(&**tx).await? else { return Ok(()) };
    let mut same = Condition::any().add(Column::Id.eq(person));
    if let Some(account) = found.account_id {
        same = same.add(Column::AccountId.eq(account));
    }
    if let Some(lookup) = found.email_lookup {
        same = same.add(Column::EmailLookup.eq(lookup));
    }
    let update = Entity::update_many().col_expr(Column::BouncedAt, Expr::value(Some(cx.now())));
    update.filter(same).exec(&**tx).await?;
    Ok(())
}
