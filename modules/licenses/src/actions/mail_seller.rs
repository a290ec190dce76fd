//! Who sold an order, by mail to its buyer (LIC-35): for somebody without an account who has lost the code. They type the order's
//! number and their address; the answer is the same whatever they typed, and only the buyer's own mailbox learns more (ACC-6).

use crate::mails;
use crate::model::buyer;
use crate::model::help_about::HelpAbout;
use crate::model::order::NUMBER;
use crate::queries::{orders, recipients, sellers};
use crate::tables::purchase;
use gatehouse_accounts::{EqualAnswers, contacts};
use gatehouse_catalog::model::input::{Invalid, Reader};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal};
use gatehouse_db::Tx;
use gatehouse_guard::human::{self, HumanAnswer, HumanRefusal};
use gatehouse_guard::limit::TooOften;
use gatehouse_guard::{Budget, Limit};
use gatehouse_mail::ledger::{self, Asker, Caused};
use gatehouse_seal::Lookups;
use serde::Deserialize;

/// From one network: 5 at once, then one each 12 minutes.
const MAILS: Budget = Budget::of_strangers(Limit { action: "licenses.seller_mail", burst: 5, seconds_each: 720 });
/// Forms from one network, taken or not: looser, because people misread pictures.
pub const FORMS: Budget =
    Budget::of_strangers(Limit { action: "licenses.seller_mail_form", burst: 30, seconds_each: 10 });
/// The form, for its human check.
pub const FORM: &str = "licenses.seller";
/// The ledger's word for these mails; with an order's number for those of one order.
const MAIL: &str = "licenses.seller";

/// What a visitor typed.
#[derive(Default, Deserialize)]
pub struct MailSeller {
    /// The order's number.
    #[serde(default)]
    pub order: String,
    /// The buyer's address.
    #[serde(default)]
    pub email: String,
    /// What it is about ([`HelpAbout`]); anything else is nothing that is known.
    #[serde(default)]
    pub about: String,
    /// The answer to the human check.
    #[serde(flatten)]
    pub human: HumanAnswer,
}

/// Why nothing was looked up.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum MailSellerRefusal {
    /// Fields are wrong.
    Invalid(Invalid),
    /// Perhaps a program.
    Human(HumanRefusal),
    /// Too many from this network.
    TooOften(TooOften),
}

/// Mails the seller of an order to its buyer, if there is such an order and it is theirs.
pub async fn mail_seller(cx: &Cx, input: &MailSeller) -> Outcome<(), MailSellerRefusal> {
    let (order, email) = check(input).or_refuse()?;
    FORMS.check(cx)?.or_refuse()?;
    let about = cx.app.keys.settled(buyer::BUYER, email.as_bytes());
    human::check_about(cx, FORM, &input.human, &about).await?.or_refuse()?;
    MAILS.check(cx)?.or_refuse()?;
    let answer = cx.service::<EqualAnswers>()?.start();
    let lookups = contacts::lookups(cx, &email);
    let tx = cx.begin().await?;
    // By the order as typed: who asks for others, or for none that there is, silences nobody.
    let of_order = format!("{MAIL} {}", order.to_uppercase());
    let held = ledger::hold(cx, &tx, &of_order, &lookups, Asker::Stranger).await?;
    let bought = of_buyer(cx, &tx, &order, &email).await?;
    // The mail has no link that could die: one that came a short while ago says the same.
    let caused = held.caused(cx, &tx, &lookups, true).await?;
    if let (Some(order), Some(caused)) = (bought, caused) {
        queue(cx, &tx, (&order, HelpAbout::from_word(&input.about)), &lookups, &caused).await?;
    }
    tx.commit().await?;
    answer.wait().await;
    Ok(())
}

/// Queues the mail, unless the address got all of its day.
async fn queue(
    cx: &Cx,
    tx: &Tx,
    (order, about): (&purchase::Model, Option<HelpAbout>),
    address: &Lookups,
    caused: &Caused,
) -> Result<(), Fault> {
    let Some(buyer) = recipients::buyer(cx, &**tx, order).await? else { return Ok(()) };
    let of_all = ledger::hold(cx, tx, MAIL, address, Asker::Stranger).await?;
    if !of_all.admits_of_day(cx.now()) {
        return Ok(());
    }
    of_all.count(cx, tx, address).await?;
    let seller = sellers::stored_of(cx, order).await?;
    mails::seller::queue(cx, tx, &buyer, (order, about), seller.as_ref(), caused).await
}

fn check(input: &MailSeller) -> Result<(String, String), Invalid> {
    let mut reader = Reader::default();
    let order = reader.line("order", &input.order, NUMBER);
    let email = reader.email("email", &input.email);
    reader.finish((order, email.map(|email| email.normalized().to_owned()).unwrap_or_default()))
}

/// The order with this number, if this address bought it.
async fn of_buyer(cx: &Cx, tx: &Tx, number: &str, email: &str) -> Result<Option<purchase::Model>, Fault> {
    let found = orders::spelled(&**tx, number).await?;
    let account = contacts::recipient_at(cx, &**tx, email).await?.and_then(|recipient| recipient.account);
    let known = buyer::lookups(&cx.app.keys, email);
    let is_theirs = |order: &purchase::Model| {
        let by_address = order.buyer_lookup.as_ref().is_some_and(|lookup| known.contains(lookup));
        by_address || account.is_some() && order.buyer_account == account
    };
    Ok(found.into_iter().find(is_theirs))
}
