//! A mail that is a new request: of somebody known, as theirs; of anybody else, for staff to look at first. A forward names the request that it has to
//! do with, an answer to one that has ended the one that it follows.

use super::files::{give, received};
use super::{Earlier, Known, address_of, earlier, keep_ref, sure, text_of};
use crate::actions::open::{Asks, FromMail, Opening, open_by_mail};
use crate::actions::save_draft;
use crate::actions::step::{Doer, happened, hold};
use crate::actions::tell::Telling;
use crate::mails::too_many;
use crate::model::category::Category;
use crate::model::form::Filled;
use crate::model::mail_lang;
use crate::model::message::MOST_SUBJECT;
use crate::model::request::{Channel, LinkKind, Person};
use crate::model::status::Status;
use crate::model::transition::By;
use crate::queries::mail_known::Sender;
use crate::tables::{request, request_draft, request_link};
use gatehouse_accounts::contacts;
use gatehouse_companies::queries::domains::{Fit, fits};
use gatehouse_companies::queries::membership;
use gatehouse_context::Cx;
use gatehouse_core::text::one_line;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_inbox::mail::Verdict;
use gatehouse_inbox::{Arrived, Class, limits};
use gatehouse_mail::ledger::{self, Asker};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QuerySelect as _};
use serde_json::json;

/// What it has to do with.
#[derive(Clone, Copy)]
pub(super) enum Regards<'a> {
    /// Nothing, or what the kit has found.
    Nowhere,
    /// Somebody of this request answers it, and it has ended.
    Ended(&'a request::Model),
    /// It names this one.
    Related(Uuid),
}

pub(super) async fn asked(cx: &Cx, mail: &Arrived, from: Regards<'_>) -> Result<(), Fault> {
    // Files need a key before the request is there: that of a draft, which becomes the request, or ends after a day.
    let draft = if mail.mail.attachments.is_empty() { None } else { Some(save_draft::of_mail(cx).await?) };
    let files = match draft {
        Some(draft) => received(cx, mail, draft).await?,
        None => Vec::new(),
    };
    let tx = cx.begin().await?;
    let sender = Sender::of(cx, &*tx, address_of(mail)).await?;
    let trusted = matches!(from, Regards::Ended(_)) || mail.clues.is_proven && !mail.clues.is_disproved;
    let account = sender.account.filter(|_| trusted);
    let by = if trusted { Known::confirmed(account) } else { Known::NOBODY };
    let earlier = earlier(cx, &tx, mail, by).await?;
    if let Earlier::Same(request) = earlier {
        let_go(cx, &tx, draft).await?;
        mail.done(cx, &tx, Some(request), None).await?;
        return tx.commit().await;
    }
    let counted = limits::counted(cx, address_of(mail));
    // What others send in somebody's name takes nothing of what they may send themselves.
    let of_sender = [counted.as_slice(), &[u8::from(trusted)]].concat();
    if !limits::open_by_mail(cx, &tx, &of_sender).await? {
        let_go(cx, &tx, draft).await?;
        if let Some(account) = account
            && limits::acknowledge_stranger(cx, &tx, &counted).await?
        {
            too_many::queue(cx, &tx, account).await?;
        }
        mail.done(cx, &tx, None, account).await?;
        return tx.commit().await;
    }
    // What the domain's own record speaks against is answered to nobody: its address is somebody else's.
    let is_false = mail.clues.is_disproved || mail.mail.proof.spf == Verdict::Fail;
    let may_acknowledge = matches!(mail.class, Class::Person { may_acknowledge: true }) && !is_false;
    // The count of the address before the row, as everywhere.
    let stranger = account.is_none() && may_acknowledge && limits::acknowledge_stranger(cx, &tx, &counted).await?;
    let address = contacts::lookups(cx, address_of(mail));
    let held =
        if stranger { Some(ledger::hold(cx, &tx, "support.opened", &address, Asker::Stranger).await?) } else { None };
    let opening = opening(cx, &tx, mail, (from, account, draft), &sender).await?;
    let from_mail = FromMail { html: mail.mail.html.as_deref(), raw: mail.id };
    let message = open_by_mail(cx, &tx, &opening, from_mail).await.map_err(sure)?;
    let Some(mut row) = hold(&tx, message.request_id).await? else { return Err(Fault::new("a request is not there")) };
    give(cx, &tx, &mut row, &message, &files).await?;
    let related = match from {
        Regards::Related(other) => Some(other),
        Regards::Nowhere => mail.decision.related,
        Regards::Ended(_) => None,
    };
    if let Some(other) = related {
        relate(cx, &tx, row.id, other).await?;
    }
    let facts = json!({ "from": address_of(mail), "is_proven": mail.clues.is_proven, "triage": account.is_none() });
    happened(cx, &tx, &mut row, Doer::program(By::Machine), ("by_mail", None, None), facts).await?;
    keep_ref(cx, &tx, &row, message.id, (mail, earlier)).await?;
    if account.is_some() && may_acknowledge {
        Telling::of(cx, &tx, &row, Some(2)).await?.opened(message.id, None).await?;
    } else if let Some(held) = held
        && held.admits(cx.now(), false)
        && held.admits_of_day(cx.now())
    {
        let caused = held.count(cx, &tx, &address).await?;
        Telling::of(cx, &tx, &row, Some(2)).await?.opened(message.id, Some(&caused)).await?;
    }
    mail.done(cx, &tx, Some(row.id), account).await?;
    tx.commit().await
}

/// A draft that nothing became of.
async fn let_go(cx: &Cx, tx: &Tx, draft: Option<Uuid>) -> Result<(), Fault> {
    let Some(draft) = draft else { return Ok(()) };
    match request_draft::Entity::find_by_id(draft).lock_exclusive().one(&**tx).await? {
        Some(row) => save_draft::forget(cx, tx, &row).await,
        None => Ok(()),
    }
}

async fn opening(
    cx: &Cx,
    tx: &Tx,
    mail: &Arrived,
    (from, account, draft): (Regards<'_>, Option<Uuid>, Option<Uuid>),
    sender: &Sender,
) -> Result<Opening, Fault> {
    let old = match from {
        Regards::Ended(old) => Some(old),
        _ => None,
    };
    let text = text_of(mail);
    let subject: String = one_line(&mail.mail.subject).unwrap_or_default().chars().take(MOST_SUBJECT).collect();
    let asks = asks(cx, tx, mail, (old, account, &text), sender).await?;
    let lang = gatehouse_core::Lang::from_tag(&asks.lang).unwrap_or_default();
    Ok(Opening {
        draft,
        asks,
        category: old.map_or(Category::Portal, |old| old.category),
        status: Status::Processing,
        filled: Filled::default(),
        subject: if subject.is_empty() { crate::texts(lang).msg_no_subject() } else { subject },
        text,
        product: old.and_then(|old| old.product_id),
        version: old.and_then(|old| old.product_version_id),
        license: None,
        contract: None,
        incident: None,
        channel: Channel::Mail,
        confidential: old.is_some_and(|old| old.confidential),
        follows: old.map(|old| old.id),
        doer: Doer { by: By::Author, id: account },
    })
}

/// Whoever asks: by their account, in their company's name where they write from its own domain or answer a request of it; else a person with an address.
async fn asks(
    cx: &Cx,
    tx: &Tx,
    mail: &Arrived,
    (old, account, text): (Option<&request::Model>, Option<Uuid>, &str),
    sender: &Sender,
) -> Result<Asks, Fault> {
    let contact = match account {
        Some(account) => contacts::contact(cx, &**tx, account).await?,
        None => None,
    };
    if let (Some(account), Some(contact)) = (account, contact) {
        let found = membership::of_account(cx, &**tx, account).await?;
        let found = found.filter(|found| found.is_usable() && found.standing().blocked.is_none());
        let member = match (found, old, &sender.email) {
            (Some(found), Some(old), _) => Some(found).filter(|found| old.company_id == Some(found.company().id)),
            (Some(found), None, Some(email)) => {
                let fit = fits(&**tx, found.company().id, email).await?;
                Some(found).filter(|_| fit == Fit::Verified)
            }
            _ => None,
        };
        return Ok(Asks {
            account: Some(account),
            company: member.as_ref().map(|found| found.company().id),
            member: member.as_ref().map(|found| found.member().id),
            person: None,
            lang: contact.to.lang.tag().to_owned(),
            country: contact.country,
        });
    }
    let from = mail.mail.from.clone().unwrap_or_default();
    let person = Person { name: from.name, email: from.address, phone: String::new() };
    let lang = mail_lang::of(&format!("{} {text}", mail.mail.subject));
    Ok(Asks { person: Some(person), lang: lang.tag().to_owned(), ..Asks::default() })
}

async fn relate(cx: &Cx, tx: &Tx, id: Uuid, other: Uuid) -> Result<(), Fault> {
    let link = request_link::Model {
        id: cx.id(),
        request_id: id,
        other_id: other,
        kind: LinkKind::Related,
        made_by: None,
        made_at: cx.now(),
        undone_by: None,
        undone_at: None,
    };
    request_link::Entity::insert(link.into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}
