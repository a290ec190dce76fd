//! Staff open a request for somebody who called or wrote a letter (SUP-23): for a customer with an account, in their own name or their company's, or
//! for somebody who has none. The channel is noted; from then on it is like any other, and its author gets the mails.

use super::open::{Asks, Opened, Opening, open};
use super::open_request::{id, judge_files, subject, text};
use super::step::Doer;
use crate::model::category::Category;
use crate::model::form::Filled;
use crate::model::request::{Channel, Person};
use crate::model::status::Status;
use crate::model::transition::By;
use crate::refusals::OpenRefusal;
use crate::rights::{RequestsWrite, may};
use gatehouse_accounts::contacts;
use gatehouse_catalog::model::input::{NAME, Reader, Wrong};
use gatehouse_companies::queries::membership;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, OrRefuse as _, Outcome};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OpenForCaller {
    /// The draft that becomes it; empty: none.
    pub draft: String,
    /// `call` or `letter`.
    pub channel: String,
    /// The account; empty: somebody without one.
    pub account: String,
    /// `true`: in the name of their company.
    pub for_company: String,
    /// The name of somebody without an account.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their telephone number; may be empty.
    pub phone: String,
    /// The language of their mails; of somebody with an account theirs is taken.
    pub lang: String,
    /// The word of the category.
    pub category: String,
    /// The subject.
    pub subject: String,
    /// What they said.
    pub description: String,
    /// The product's id; empty: none.
    pub product: String,
    /// The fields of the category's form; what a caller did not say may be missing.
    pub fields: BTreeMap<String, String>,
}

/// Opens it.
pub async fn open_for_caller(cx: &Cx, input: &OpenForCaller) -> Outcome<Opened, OpenRefusal> {
    let may = may::<RequestsWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let channel = match Channel::from_word(input.channel.trim()) {
        Some(channel @ (Channel::Call | Channel::Letter)) => channel,
        _ => {
            reader.wrong("channel", Wrong::Choice);
            Channel::Call
        }
    };
    let category = Category::from_word(input.category.trim());
    if category.is_none() {
        reader.wrong("category", Wrong::Choice);
    }
    let category = category.unwrap_or(Category::Portal);
    let filled = said(category, &input.fields);
    let subject = subject(&mut reader, &input.subject);
    let text = text(&mut reader, "description", &input.description);
    let product = id(&mut reader, "product", &input.product);
    let draft = id(&mut reader, "draft", &input.draft);
    let asks = asks(&may, &mut reader, input).await?;
    reader.finish(()).or_refuse()?;
    let tx = may.begin().await?;
    judge_files(&tx, draft).await?;
    let opening = Opening {
        draft,
        asks,
        category,
        status: Status::Processing,
        filled,
        subject,
        text,
        product,
        version: None,
        license: None,
        contract: None,
        incident: None,
        channel,
        confidential: false,
        follows: None,
        doer: Doer { by: By::Staff, id: cx.actor.id() },
    };
    let opened = open(&may, &tx, &opening).await?;
    cx.once(&tx, opened.id).await?;
    tx.commit().await?;
    Ok(opened)
}

/// What the caller said of the form; whatever is missing or wrong is asked later.
fn said(category: Category, fields: &BTreeMap<String, String>) -> Filled {
    Filled::read(&mut Reader::default(), category, fields)
}

async fn asks(cx: &Cx, reader: &mut Reader, input: &OpenForCaller) -> Result<Asks, Fault> {
    if let Some(account) = id(reader, "account", &input.account) {
        let Some(contact) = contacts::contact(cx, cx.read(), account).await? else {
            reader.wrong("account", Wrong::Unknown);
            return Ok(Asks::default());
        };
        let member = match input.for_company.as_str() {
            "true" => membership::of_account(cx, cx.read(), account).await?.filter(membership::Membership::is_usable),
            _ => None,
        };
        if member.is_none() && input.for_company == "true" {
            reader.wrong("for_company", Wrong::Unknown);
        }
        return Ok(Asks {
            account: Some(account),
            company: member.as_ref().map(|found| found.company().id),
            member: member.as_ref().map(|found| found.member().id),
            person: None,
            lang: contact.to.lang.tag().to_owned(),
            country: contact.country,
        });
    }
    let email = reader.email("email", &input.email);
    let person = Person {
        name: reader.line("name", &input.name, NAME),
        email: email.map(|email| email.written().to_owned()).unwrap_or_default(),
        phone: reader.optional_line("phone", &input.phone, 60),
    };
    let lang = Lang::from_tag(input.lang.trim()).unwrap_or(cx.lang);
    Ok(Asks { person: Some(person), lang: lang.tag().to_owned(), ..Asks::default() })
}
