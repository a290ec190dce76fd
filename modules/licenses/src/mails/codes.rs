//! The buyer gets their codes (LIC-3), at once or again (LIC-12): with what was bought, where to get it, and how to keep it.

use crate::tables::{license, purchase};
use gatehouse_accounts::actions::create_invited::Invited;
use gatehouse_catalog::model::term::term_in_words;
use gatehouse_catalog::queries::revisions;
use gatehouse_catalog::tables::{application, product};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// Where a buyer without an account makes one: the license is in it when the address is proven.
const REGISTER: &str = "/register?next=/licenses";
/// Links to downloads in one mail.
const MOST_DOWNLOADS: u64 = 12;

/// What was bought, read once for all mails about it.
pub(crate) struct Bought<'a> {
    license: &'a license::Model,
    product: String,
    edition: String,
    applications: Vec<application::Model>,
}

impl<'a> Bought<'a> {
    /// Of one of the licenses, which are alike.
    pub(crate) async fn of(tx: &Tx, license: &'a license::Model) -> Result<Self, Fault> {
        let product = product::Entity::find_by_id(license.product_id).one(&**tx).await?;
        let edition = revisions::numbered(&**tx, license.edition_id, license.edition_rev).await?;
        let applications = application::Entity::find()
            .filter(application::Column::ProductId.eq(license.product_id))
            .filter(application::Column::DownloadUrl.ne(""))
            .order_by_asc(application::Column::Name)
            .order_by_asc(application::Column::Code);
        Ok(Self {
            license,
            product: product.map(|product| product.name).unwrap_or_default(),
            edition: edition.map(|edition| edition.name).unwrap_or_default(),
            applications: sea_orm::QuerySelect::limit(applications, MOST_DOWNLOADS).all(&**tx).await?,
        })
    }
}

/// What is sent.
pub(crate) struct CodesMail<'a> {
    pub to: &'a Recipient,
    pub order: &'a purchase::Model,
    pub bought: &'a Bought<'a>,
    /// With hyphens; at least one.
    pub codes: Vec<String>,
    /// The account that waits for its first password, where `to` has none in use.
    pub invited: Option<&'a Invited>,
}

/// Queues the mail. One code stands large; several stand in a list.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, mail: CodesMail<'_>) -> Result<(), Fault> {
    let t = crate::texts(mail.to.lang);
    let product = &mail.bought.product;
    let count = i64::try_from(mail.codes.len()).unwrap_or(i64::MAX);
    let mut codes = mail.codes;
    let code = if codes.len() == 1 { codes.pop() } else { None };
    let (button, path, held) = match mail.invited {
        _ if mail.to.account.is_some() => {
            (t.msg_mail_codes_open(), "/licenses".to_owned(), t.msg_mail_codes_in_account())
        }
        Some(invited) => (t.msg_mail_codes_set(), invited.path(), t.msg_mail_codes_set_term()),
        None => (t.msg_mail_codes_add(), REGISTER.to_owned(), t.msg_mail_codes_keep()),
    };
    let letter = Letter::new(cx, "licenses.codes", mail.to)
        .title(t.msg_mail_codes_title(count, product))
        .lead(t.msg_mail_codes_lead(count, product))
        .line(t.msg_mail_codes_body(count))
        .lines(codes)
        .code(code)
        .button(button, &path)
        .links(t.msg_mail_codes_downloads(), downloads(mail.bought, mail.to))
        .after(held)
        .facts(facts(cx, mail.bought, mail.to, mail.order));
    letter.reason(t.msg_mail_codes_reason(&mail.order.number)).queue(tx).await
}

/// Product, term, devices, the last day to activate, and the order.
fn facts(cx: &Cx, bought: &Bought<'_>, to: &Recipient, order: &purchase::Model) -> Vec<(String, String)> {
    let (t, format, license) = (crate::texts(to.lang), to.format(cx), bought.license);
    let term = term_in_words(license.months, license.days, license.fixed_until, &format);
    let mut facts = vec![
        (t.msg_mail_codes_product(), format!("{} {}", bought.product, bought.edition).trim().to_owned()),
        (t.msg_mail_codes_term(), term),
        (t.msg_mail_codes_seats(), format.number(license.seats)),
    ];
    if let Some(end) = license.activate_by {
        facts.push((t.msg_mail_codes_activate_by(), format.date(end)));
    }
    facts.push((t.msg_mail_codes_order(), order.number.clone()));
    facts
}

/// A link for each application; its platform tells apart those of one name.
fn downloads(bought: &Bought<'_>, to: &Recipient) -> Vec<(String, String)> {
    let link = |application: &application::Model| {
        let platform = application.platform.name(to.lang);
        let label = if application.name.contains(&platform) {
            application.name.clone()
        } else {
            format!("{} · {platform}", application.name)
        };
        (label, application.download_url.clone())
    };
    bought.applications.iter().map(link).collect()
}
