//! A mail to a request that has ended: a new request follows it, which names the old one. Where the license or contract had ended, the answer is how to
//! renew, once in seven days.

use super::files::{give, received};
use super::{Earlier, Known, address_of, earlier, fresh, keep_ref, text_of};
use crate::actions::message::{NewMessage, Writer, add};
use crate::actions::step::{Doer, happened, hold};
use crate::actions::tell::Telling;
use crate::model::message::{Audience, Author, MessageChannel};
use crate::model::status::Status;
use crate::model::transition::By;
use crate::queries::mail_known::Sender;
use crate::tables::request;
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault};
use gatehouse_guard::counters::{self, Counter, Rule};
use gatehouse_inbox::{Arrived, Standing};
use serde_json::json;

/// How often somebody is told how to renew.
const TOLD: Rule = Rule::counted(7 * DAY);

pub(super) async fn answered(cx: &Cx, mail: &Arrived, old: &request::Model, standing: Standing) -> Result<(), Fault> {
    match (standing, old.status) {
        (Standing::Participant, Status::CanceledExpired) => expired(cx, mail, old).await,
        (Standing::Participant, _) => fresh::asked(cx, mail, fresh::Regards::Ended(old)).await,
        _ => fresh::asked(cx, mail, fresh::Regards::Related(old.id)).await,
    }
}

async fn expired(cx: &Cx, mail: &Arrived, old: &request::Model) -> Result<(), Fault> {
    let files = received(cx, mail, old.id).await?;
    let tx = cx.begin().await?;
    let sender = Sender::of(cx, &*tx, address_of(mail)).await?;
    let Some(mut row) = hold(&tx, old.id).await?.filter(|row| row.erased_at.is_none()) else {
        return Err(Fault::busy("a request has just gone"));
    };
    let person = sender.person_of(&*tx, row.id).await?;
    let Some(person) = person.filter(|_| row.status == Status::CanceledExpired) else {
        return Err(Fault::busy("a request has just changed"));
    };
    let earlier = earlier(cx, &tx, mail, Known::confirmed(person.account_id)).await?;
    if !matches!(earlier, Earlier::Same(_)) {
        let new = NewMessage {
            channel: MessageChannel::Mail,
            // Support may read it; nobody answers it here.
            audience: Audience::Internal,
            author: Author::Customer,
            writer: Writer {
                account: person.account_id,
                member: person.member_id,
                person: Some(person.id),
                staff: None,
            },
            text: &text_of(mail),
            html: mail.mail.html.as_deref(),
            raw_mail: Some(mail.id),
            unconfirmed: false,
            is_solution: false,
            takes_files: false,
        };
        let message = add(cx, &tx, &mut row, &new).await?;
        give(cx, &tx, &mut row, &message, &files).await?;
        let doer = Doer { by: By::Author, id: person.account_id };
        happened(cx, &tx, &mut row, doer, ("after_end", None, None), json!({ "message": message.id })).await?;
        keep_ref(cx, &tx, &row, message.id, (mail, earlier)).await?;
        let counter = Counter::new(cx, "support.renewal", person.id.as_bytes(), TOLD);
        if counters::add(cx, &tx, &[counter]).await?.first() == Some(&1) {
            Telling::of(cx, &tx, &row, None).await?.how_to_renew(person.id).await?;
        }
    }
    mail.done(cx, &tx, Some(row.id), sender.account).await?;
    tx.commit().await
}
