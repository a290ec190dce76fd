//! The transcript by mail (SUP-20): its customer wants it, or whoever has the chat sends it. The address of somebody without an account is not proven, and
//! anybody may have typed it: nothing goes there before a member of the staff has taken the chat, and then as far as the ledger of mails lets it.

use super::{as_customer, as_staff, of_account};
use crate::events::TRANSCRIPT_SENT;
use crate::mails::transcript;
use crate::model::state::Author;
use crate::model::transcript::{self as transcript_of, Line};
use crate::queries::said::{Customer, Said, all, customers, files, lang};
use crate::refusals::ChatRefusal;
use crate::rights::By;
use crate::tables::chat;
use gatehouse_accounts::contacts;
use gatehouse_companies::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::Limit;
use gatehouse_guard::limit::check_key;
use gatehouse_l10n::Format;
use gatehouse_mail::Recipient;
use gatehouse_mail::ledger::{self, Asker};
use gatehouse_web::history::staff_names;
use sea_orm::{ConnectionTrait, EntityTrait as _};

/// Transcripts of one chat: three at once, then one an hour.
const TRANSCRIPTS: Limit = Limit { action: "chat.transcript", burst: 3, seconds_each: 3_600 };
/// What the ledger calls it.
const PURPOSE: &str = "chat.transcript";

/// The customer wants it.
pub async fn send_transcript(cx: &Cx, chat: Uuid, by: impl Into<By<'_>>) -> Outcome<(), ChatRefusal> {
    let by = by.into();
    super::say::SAYS.check(cx)?.or_refuse()?;
    let tx = cx.begin().await?;
    let row = as_customer(cx, &tx, chat, by).await?;
    sent(cx, tx, row).await
}

/// A member of the staff sends it.
pub async fn send_transcript_as_staff(cx: &Cx, chat: Uuid) -> Outcome<(), ChatRefusal> {
    let tx = cx.begin().await?;
    let (row, _) = as_staff(cx, &tx, chat).await?;
    sent(cx, tx, row).await
}

async fn sent(cx: &Cx, tx: Tx, row: chat::Model) -> Outcome<(), ChatRefusal> {
    if row.account_id.is_none() && row.taken_at.is_none() {
        return Err(refuse(ChatRefusal::NoAddress));
    }
    // Who has left a company, or may not enter it, gets nothing more of what was said in its name.
    super::hand_over::user(cx, &tx, &row).await?;
    check_key(cx, TRANSCRIPTS, &row.id.to_string())?.or_refuse()?;
    let customer = customers(cx, &*tx, std::slice::from_ref(&row)).await?.remove(&row.id).unwrap_or_default();
    let (to, is_stranger) = match row.account_id {
        Some(account) => (contacts::contact(cx, &*tx, account).await?.map(|contact| contact.to), false),
        None => (stranger(&row, &customer), true),
    };
    let to = to.ok_or(ChatRefusal::NoAddress).or_refuse()?;
    let said = all(cx, &*tx, &row).await?;
    let lines = lines(cx, &*tx, &row, &customer, &said).await?;
    let caused = if is_stranger {
        let address = contacts::lookups(cx, &to.email);
        let held = ledger::hold(cx, &tx, PURPOSE, &address, Asker::Stranger).await?;
        if !held.admits_of_day(cx.now()) {
            // As if it had gone: what others did to the address is nobody's to learn.
            return Ok(());
        }
        Some(held.count(cx, &tx, &address).await?)
    } else {
        None
    };
    let page = page(&tx, &row).await?;
    transcript::queue(cx, &tx, &to, (&row, page.as_deref()), &lines, caused.as_ref()).await?;
    cx.audit(&tx, of_account(TRANSCRIPT_SENT.about(row.id), &row)).await?;
    tx.commit().await?;
    Ok(())
}

/// The page of the chat, for whoever has an account.
async fn page(tx: &Tx, row: &chat::Model) -> Result<Option<String>, Fault> {
    if row.account_id.is_none() {
        return Ok(None);
    }
    let Some(company) = row.company_id else { return Ok(Some(format!("/chat/{}", row.id))) };
    let found = company::Entity::find_by_id(company).one(&**tx).await?;
    Ok(found.map(|company| format!("/c/{}/chat/{}", company.slug, row.id)))
}

/// Somebody without an account.
fn stranger(row: &chat::Model, customer: &Customer) -> Option<Recipient> {
    (!customer.email.is_empty()).then(|| Recipient {
        account: None,
        sealed_by: row.id,
        email: customer.email.clone(),
        // Anybody may have typed the name too.
        greeted: None,
        lang: lang(row),
        zone: None,
        is_staff: false,
    })
}

/// What was said, in the words and the zone of its customer.
pub(crate) async fn lines<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    row: &chat::Model,
    customer: &Customer,
    said: &[Said],
) -> Result<Vec<Line>, Fault> {
    let lang = lang(row);
    let t = crate::texts(lang);
    let format = match row.account_id {
        Some(account) => contacts::contact(cx, conn, account).await?.map(|contact| contact.to.format(cx)),
        None => None,
    };
    let format = format.unwrap_or_else(|| Format::new(lang, cx.app.settings.vendor_zone()));
    let names = staff_names(cx, said.iter().filter_map(|one| one.staff)).await?;
    let files = files(cx, said).await?;
    let line = |one: &Said| {
        let staff = one.staff.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| t.msg_support());
        let who = match one.author {
            Author::Customer => transcript_of::customer(&customer.name),
            Author::Staff => transcript_of::staff(&t.msg_support(), &staff),
            Author::Machine => String::new(),
        };
        let text = match (one.notice, one.file) {
            (Some(notice), _) => notice.sentence(&staff, lang),
            (None, Some(file)) => match files.get(&file) {
                Some(file) => t.msg_file_line(file.name.as_str()),
                None => t.msg_file_gone(),
            },
            (None, None) => one.text.clone(),
        };
        Line { at: format.date_time(one.at), who, text }
    };
    Ok(said.iter().map(line).collect())
}
