//! A customer asks (SUP-1 to SUP-4), in their own name or a company's. Technical support takes a running license of the product (SUP-22); a contract
//! is used by its contacts only, for what it covers, while something is left of it.

use super::check_files;
use super::open::{Asks, NewIncident, Opened, Opening, open};
use super::step::Doer;
use crate::jobs::apns;
use crate::model::category::{Asker, Category, Critical};
use crate::model::contract::usable;
use crate::model::form::Filled;
use crate::model::message::{MOST_FILES, MOST_SUBJECT, MOST_TYPED};
use crate::model::number::Number;
use crate::model::request::Channel;
use crate::model::status::Status;
use crate::model::transition::By;
use crate::queries::{licensed, offers};
use crate::refusals::OpenRefusal;
use crate::rights::Viewer;
use crate::tables::request_file;
use gatehouse_accounts::contacts;
use gatehouse_address::Email;
use gatehouse_catalog::model::input::{Reader, Wrong};
use gatehouse_catalog::tables::product_version;
use gatehouse_companies::rights::{In, Member};
use gatehouse_context::Cx;
use gatehouse_core::text::{one_line, several_lines};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_files::uploads;
use gatehouse_guard::Limit;
use gatehouse_guard::limit::check_key;
use gatehouse_licenses::model::holder::Holder;
use sea_orm::PaginatorTrait as _;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Requests of one account: 10 at once, then one each five minutes.
const OPENED: Limit = Limit { action: "support.open", burst: 10, seconds_each: 300 };

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OpenRequest {
    /// The draft that becomes it; empty: none.
    pub draft: String,
    /// The word of the category.
    pub category: String,
    /// The subject.
    pub subject: String,
    /// The description.
    pub description: String,
    /// The product's id; empty: none.
    pub product: String,
    /// The id of its version; empty: none.
    pub version: String,
    /// The license's id; empty: the one that ends last.
    pub license: String,
    /// The contract's id; empty: standard support.
    pub contract: String,
    /// The word of a critical incident; empty: none.
    pub critical: String,
    /// `true`: the conditions are accepted.
    pub accept_conditions: String,
    /// Where to call back about a critical incident.
    pub callback: String,
    /// `true`: only its own people and support see it.
    pub confidential: String,
    /// The number of the request that it follows; empty: none.
    pub follows: String,
    /// The fields of the category's form.
    pub fields: BTreeMap<String, String>,
}

/// What was read, before anything is asked of the database.
struct Read {
    draft: Option<Uuid>,
    category: Category,
    subject: String,
    text: String,
    filled: Filled,
    product: Option<Uuid>,
    version: Option<Uuid>,
    license: Option<Uuid>,
    contract: Option<Uuid>,
    critical: Option<Critical>,
    callback: String,
    follows: Option<Number>,
}

/// Opens it; `company`: of the page's scope.
pub async fn open_request(cx: &Cx, company: Option<Uuid>, input: &OpenRequest) -> Outcome<Opened, OpenRefusal> {
    let account = cx.actor.account().ok_or_else(|| Fault::new("a request of nobody"))?;
    let asker = if company.is_some() { Asker::Company } else { Asker::Personal };
    let read = read(asker, input)?;
    check_key(cx, OPENED, &account.to_string())?.or_refuse()?;
    let judged = check_files::judge(cx, read.category, read.draft).await?;
    let contact = contacts::contact(cx, cx.read(), account).await?;
    let contact = contact.ok_or_else(|| Fault::new("an account without a contact"))?;
    let tx = cx.begin().await?;
    let entered = match company {
        None => None,
        Some(company) => {
            let entered = gatehouse_companies::enter::<Member>(cx, &tx, company).await;
            Some(entered.map_err(|stop| stop.map(OpenRefusal::Enter))?)
        }
    };
    let by = entered.as_ref().map(|(by, _)| by);
    let viewer = by.map_or_else(|| Viewer::own(cx), |by| Some(Viewer::inside(by)));
    let viewer = viewer.ok_or_else(|| Fault::new("a request of nobody"))?;
    let license = license(cx, &tx, company.map_or(Holder::Account(account), Holder::Company), &read).await?;
    let email = Email::parse(&contact.to.email).map(|email| email.normalized().to_owned()).unwrap_or_default();
    judge_contract(cx, &tx, by, &email, &read, input).await?;
    let follows = match &read.follows {
        None => None,
        Some(number) => {
            let seen = viewer.see_number(cx, &*tx, &number.to_string()).await?;
            Some(seen.ok_or(OpenRefusal::UnknownRequest).or_refuse()?.row().id)
        }
    };
    judge_files(&tx, read.draft).await?;
    judge_needed(cx, &read).await?;
    let incident = read.critical.map(|kind| NewIncident {
        kind,
        callback: read.callback.clone(),
        conditions: kind.conditions(cx.lang),
    });
    let opening = Opening {
        draft: read.draft,
        asks: Asks {
            account: Some(account),
            company,
            member: by.map(In::member),
            person: None,
            lang: cx.lang.tag().to_owned(),
            country: contact.country,
        },
        category: read.category,
        // What is handed over to the threat portal stands in the list as such (SUP-1).
        status: if read.category == Category::Threat { Status::ClosedRedirected } else { Status::Processing },
        filled: read.filled,
        subject: read.subject,
        text: read.text,
        product: read.product,
        version: read.version,
        license,
        contract: read.contract,
        incident,
        channel: Channel::Web,
        confidential: input.confidential == "true",
        follows,
        doer: Doer { by: By::Author, id: Some(account) },
    };
    let opened = open(cx, &tx, &opening).await?;
    check_files::unchanged(&tx, judged, opened.message).await?;
    if read.category == Category::Apns {
        apns::enqueue(cx, &tx, opened.id).await?;
    }
    cx.once(&tx, opened.id).await?;
    tx.commit().await?;
    Ok(opened)
}

fn read(asker: Asker, input: &OpenRequest) -> Outcome<Read, OpenRefusal> {
    let mut reader = Reader::default();
    let category = Category::from_word(input.category.trim());
    let category = category.filter(|category| category.is_offered(asker)).ok_or(OpenRefusal::Category).or_refuse()?;
    let filled = Filled::read(&mut reader, category, &input.fields);
    let subject = subject(&mut reader, &input.subject);
    let text = text(&mut reader, "description", &input.description);
    let product = id(&mut reader, "product", &input.product);
    if category.needs_license() && product.is_none() && input.product.trim().is_empty() {
        reader.wrong("product", Wrong::Required);
    }
    let critical = match input.critical.trim() {
        "" => None,
        word => {
            let critical = Critical::from_word(word);
            if critical.is_none() {
                reader.wrong("critical", Wrong::Choice);
            }
            critical
        }
    };
    let callback = if critical.is_some() { reader.line("callback", &input.callback, 60) } else { String::new() };
    let follows = match input.follows.trim() {
        "" => None,
        text => {
            let number = Number::parse(text);
            if number.is_none() {
                reader.wrong("follows", Wrong::Unknown);
            }
            number
        }
    };
    let read = Read {
        draft: id(&mut reader, "draft", &input.draft),
        category,
        subject,
        text,
        filled,
        version: id(&mut reader, "version", &input.version).filter(|_| product.is_some()),
        license: id(&mut reader, "license", &input.license),
        contract: id(&mut reader, "contract", &input.contract),
        product,
        critical,
        callback,
        follows,
    };
    Ok(reader.finish(read).or_refuse()?)
}

/// The subject of a request.
pub(super) fn subject(reader: &mut Reader, typed: &str) -> String {
    match one_line(typed) {
        Ok(line) if line.is_empty() => reader.wrong("subject", Wrong::Required),
        Ok(line) if line.chars().nth(MOST_SUBJECT).is_some() => reader.wrong("subject", Wrong::TooLong(MOST_SUBJECT)),
        Ok(line) => return line,
        Err(c) => reader.wrong("subject", Wrong::Unprintable(c)),
    }
    String::new()
}

/// A text of several lines that may not be empty.
pub(super) fn text(reader: &mut Reader, field: &'static str, typed: &str) -> String {
    match several_lines(typed) {
        Ok(text) if text.is_empty() => reader.wrong(field, Wrong::Required),
        Ok(text) if text.chars().nth(MOST_TYPED).is_some() => reader.wrong(field, Wrong::TooLong(MOST_TYPED)),
        Ok(text) => return text,
        Err(c) => reader.wrong(field, Wrong::Unprintable(c)),
    }
    String::new()
}

/// An id that a form carries; empty: none.
pub(super) fn id(reader: &mut Reader, field: &'static str, typed: &str) -> Option<Uuid> {
    let typed = typed.trim();
    let id = Uuid::parse_str(typed).ok();
    if id.is_none() && !typed.is_empty() {
        reader.wrong(field, Wrong::Unknown);
    }
    id
}

/// The license that is the ground: the one that was named, else the one of the product that ends last.
async fn license(cx: &Cx, tx: &Tx, holder: Holder, read: &Read) -> Outcome<Option<Uuid>, OpenRefusal> {
    let Some(product) = read.product else {
        // It may have ended: the question is about it all the same (LIC-9).
        let Some(license) = read.license else { return Ok(None) };
        return match licensed::is_held(&**tx, holder, license).await? {
            true => Ok(Some(license)),
            false => Err(refuse(OpenRefusal::NoLicense)),
        };
    };
    if let Some(version) = read.version {
        let of_product = product_version::Entity::find_by_id(version).one(&**tx).await?;
        if of_product.is_none_or(|version| version.product_id != product) {
            let mut reader = Reader::default();
            reader.wrong("version", Wrong::Unknown);
            reader.finish(()).or_refuse()?;
        }
    }
    let running = licensed::of_product(cx, &**tx, holder, product).await?;
    let found = match read.license {
        Some(license) => running.iter().find(|row| row.id == license),
        None => running.first(),
    };
    match found {
        Some(license) => Ok(Some(license.id)),
        None if read.category.needs_license() || read.license.is_some() => Err(refuse(OpenRefusal::NoLicense)),
        None => Ok(None),
    }
}

async fn judge_contract(
    cx: &Cx,
    tx: &Tx,
    by: Option<&In<'_, Member>>,
    email: &str,
    read: &Read,
    input: &OpenRequest,
) -> Outcome<(), OpenRefusal> {
    let Some(contract) = read.contract else {
        return if read.critical.is_some() { Err(refuse(OpenRefusal::NotCritical)) } else { Ok(()) };
    };
    let (Some(by), true) = (by, read.category.takes_contract()) else {
        return Err(refuse(OpenRefusal::Level(crate::model::contract::WhyStandard::NoContract)));
    };
    let offers = offers::offers(cx, &**tx, by, email, read.product).await?;
    let offer = offers.iter().find(|offer| offer.contract.id == contract);
    let offer = offer.ok_or(OpenRefusal::Level(crate::model::contract::WhyStandard::NoContract)).or_refuse()?;
    usable(&offer.offered, cx.now()).map_err(OpenRefusal::Level).or_refuse()?;
    match (read.critical, offer.offered.critical, input.accept_conditions == "true") {
        (Some(_), false, _) => Err(refuse(OpenRefusal::NotCritical)),
        (Some(_), true, false) => Err(refuse(OpenRefusal::Conditions)),
        _ => Ok(()),
    }
}

/// What a category cannot do without (SUP-7, SUP-8, LIC-21) is told before anything is sent.
async fn judge_needed(cx: &Cx, read: &Read) -> Outcome<(), OpenRefusal> {
    if !read.category.needs_file() {
        return Ok(());
    }
    let has_any = match read.draft {
        Some(draft) => !uploads::of_message(cx, draft).await?.is_empty(),
        None => false,
    };
    if has_any { Ok(()) } else { Err(refuse(OpenRefusal::NoFile(read.category))) }
}

/// Three files go with a message at the most.
pub(super) async fn judge_files(tx: &Tx, draft: Option<Uuid>) -> Outcome<(), OpenRefusal> {
    use request_file::{Column, Entity};
    let Some(draft) = draft else { return Ok(()) };
    let waiting = Entity::find().filter(Column::RequestId.eq(draft)).filter(Column::MessageId.is_null());
    if waiting.count(&**tx).await? > MOST_FILES as u64 {
        return Err(refuse(OpenRefusal::TooManyFiles));
    }
    Ok(())
}
