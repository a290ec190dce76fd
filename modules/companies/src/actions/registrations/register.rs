//! Registers with a company (COM-1): stores what was typed, and mails a link that proves the address.
//!
//! The answer is the same whatever is known of the address (ACC-6). What is wrong with the code or key file is said at once: that is
//! nobody's secret to who has it. No account is made and no license is added before the address is proven.

use super::{MAIL, NewRegistration, store};
use crate::model::joining_form::{Answers, Form, JoinError, Typed};
use crate::queries::membership;
use crate::queries::registrations::{self, FORM as SEALED};
use crate::signals::{LicenseRefused, SharedLicenseProof, Shown};
use crate::tables::company_registration::{Column, Entity, Model};
use crate::{events, mails};
use gatehouse_accounts::contacts;
use gatehouse_accounts::model::Email;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Errors, Fault, Finality, Invalid, Lang, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::human::{self, HumanAnswer};
use gatehouse_guard::{Budget, EqualAnswers, Limit, TooOften};
use gatehouse_mail::ledger::{self, Asker};
use gatehouse_privacy::queries::registration::at_registration;
use gatehouse_signin::Browser;
use sea_orm::entity::prelude::*;
use std::sync::Arc;

/// The form, for its human check.
pub const FORM: &str = "companies.register";
/// Forms from one network, taken or not: 30 at once, then one each 10 seconds.
pub(crate) const FORMS: Budget =
    Budget::of_strangers(Limit { action: "companies.register_form", burst: 30, seconds_each: 10 });
/// Registrations from one network: 5 at once, then one each 12 minutes.
const TAKEN: Budget = Budget::of_strangers(Limit { action: "companies.register", burst: 5, seconds_each: 720 });
/// The largest key file, in bytes.
pub const LARGEST_FILE: usize = 64 * 1024;
/// Characters of its name that are kept until the address is proven.
const LONGEST_FILE_NAME: usize = 500;

/// What a visitor sends.
#[derive(Default)]
pub struct Register {
    /// The form.
    pub typed: Typed,
    /// The activation code; empty where there is a key file.
    pub code: Secret<String>,
    /// The key file; empty where there is a code.
    pub file: Vec<u8>,
    /// What the browser calls it.
    pub file_name: String,
    /// The answer to the human check.
    pub human: HumanAnswer,
}

/// Why nothing was stored.
#[derive(Clone, Debug, Refusal)]
pub enum RegisterRefusal {
    /// Fields are wrong, or the human check was not passed.
    Invalid(Invalid<JoinError>),
    /// The code or key file cannot be used.
    License(NotALicense),
    /// Too many from this network.
    TooOften(TooOften),
}

/// The reason that the list of licenses gives (LIC-5), at the field of the code.
#[derive(Clone, Debug)]
pub struct NotALicense(Arc<dyn Refusal>);

impl From<LicenseRefused> for NotALicense {
    fn from(refused: LicenseRefused) -> Self {
        Self(refused.0)
    }
}

impl Refusal for NotALicense {
    fn code(&self) -> &'static str {
        self.0.code()
    }

    fn text(&self, lang: Lang) -> String {
        self.0.text(lang)
    }

    fn next(&self, lang: Lang) -> Option<String> {
        self.0.next(lang)
    }

    fn field(&self) -> Option<&str> {
        Some("code")
    }

    fn finality(&self) -> Finality {
        self.0.finality()
    }

    fn status(&self) -> u16 {
        self.0.status()
    }
}

/// Takes it; answers the address that a mail went to.
pub async fn register(cx: &Cx, input: &Register, browser: &Browser) -> Outcome<Email, RegisterRefusal> {
    FORMS.check(cx)?.or_refuse()?;
    let checked = check(cx, input).await?;
    let about = cx.app.keys.settled(contacts::EMAIL, checked.email.normalized().as_bytes()).to_vec();
    let passed = human::check_about(cx, FORM, &input.human, &about).await?;
    passed.map_err(|no| Invalid::one(JoinError::from(no))).or_refuse()?;
    TAKEN.check(cx)?.or_refuse()?;
    let license = read(cx, input).await?;
    let answer = cx.service::<EqualAnswers>()?.start();
    let asked = Asked { checked, license, browser };
    // Two of one address at one moment: the second try finds the first one.
    if !keep(cx, &asked).await? {
        keep(cx, &asked).await?;
    }
    answer.wait().await;
    Ok(asked.checked.email)
}

struct Checked {
    email: Email,
    form: Form,
    answers: Answers,
}

struct Asked<'a> {
    checked: Checked,
    license: Uuid,
    browser: &'a Browser,
}

async fn check(cx: &Cx, input: &Register) -> Outcome<Checked, RegisterRefusal> {
    let mut errors = Errors::<JoinError>::default();
    let typed = &input.typed;
    let person = typed.person(&mut errors);
    let company = typed.company(&mut errors);
    let email = typed.address(&mut errors);
    match (input.code.expose().trim().is_empty(), input.file.is_empty()) {
        (true, true) => errors.add(JoinError::LicenseMissing),
        (false, false) => errors.add(JoinError::LicenseTwice),
        _ => {}
    }
    let answers = typed.answers(&mut errors, &at_registration(cx, cx.lang).await?);
    let (name, country, company, email) = errors
        .finish(|| {
            let (name, country) = person?;
            Ok((name, country, company?, email?))
        })
        .or_refuse()?;
    let key_file = (!input.file.is_empty()).then(|| input.file_name.chars().take(LONGEST_FILE_NAME).collect());
    let form = Form { name, company, country, branch: None, zone: typed.zone.clone(), key_file };
    Ok(Checked { email, form, answers })
}

/// The license of the code or the key file.
async fn read(cx: &Cx, input: &Register) -> Outcome<Uuid, RegisterRefusal> {
    let shown =
        if input.file.is_empty() { Shown::Code(input.code.clone()) } else { Shown::KeyFile(input.file.clone()) };
    let read = cx.service::<SharedLicenseProof>()?.read(cx, &shown).await?;
    read.map_err(|refused| refuse(RegisterRefusal::License(refused.into())))
}

/// Stores it and queues the mail; `false` where another one of this address came between.
async fn keep(cx: &Cx, asked: &Asked<'_>) -> Result<bool, Fault> {
    let email = &asked.checked.email;
    let lookups = contacts::lookups(cx, email.normalized());
    let tx = cx.begin().await?;
    let held = ledger::hold(cx, &tx, MAIL, &lookups, Asker::Stranger).await?;
    let account = contacts::find_by_email(cx, &*tx, email.written()).await?;
    let belongs = match account {
        Some(account) => membership::of_account(cx, &*tx, account).await?.is_some(),
        None => false,
    };
    if belongs {
        // This mail has no link; the one before says the same.
        if let Some(caused) = held.caused(cx, &tx, &lookups, true).await?
            && let Some(to) = contacts::recipient_at(cx, &*tx, email.written()).await?
        {
            mails::address_known::queue(cx, &tx, &to, &caused).await?;
        }
        tx.commit().await?;
        return Ok(true);
    }
    let before = registrations::of_address(cx, &*tx, email.normalized()).await?;
    let lives = match &before {
        Some(row) => registrations::dead(cx, &*tx, row).await?.is_none(),
        None => false,
    };
    // Somebody who answers an invitation keeps what they filled in there.
    let is_invited = lives && before.as_ref().is_some_and(|row| row.invitation_id.is_some());
    let caused = held.caused(cx, &tx, &lookups, lives || is_invited).await?;
    match (caused, before) {
        (Some(caused), Some(row)) if is_invited => {
            let link = super::renew(cx, &tx, &row).await?;
            let to = super::store::recipient(cx, row.id, email.written(), &row.lang);
            mails::activate::queue(cx, &tx, &to, &link, Some(&caused)).await?;
        }
        (Some(caused), _) => {
            let new = NewRegistration {
                email,
                form: &asked.checked.form,
                answers: &asked.checked.answers,
                license: Some(asked.license),
                invitation: None,
                browser: asked.browser,
            };
            let Some((to, link)) = store(cx, &tx, &new).await? else {
                tx.rollback().await?;
                return Ok(false);
            };
            cx.audit(&tx, events::REGISTERED.about(to.sealed_by)).await?;
            mails::activate::queue(cx, &tx, &to, &link, Some(&caused)).await?;
        }
        // The link of before lies in the mailbox. In the same browser it stands for what was typed last.
        (None, Some(row)) if !is_invited && is_of(cx, &row, asked.browser) => retype(cx, &tx, &row, asked).await?,
        (None, _) => {}
    }
    tx.commit().await?;
    Ok(true)
}

/// Whether this browser sent the form.
pub(super) fn is_of(cx: &Cx, row: &Model, browser: &Browser) -> bool {
    row.browser_hash.as_deref().is_some_and(|mark| browser.left(cx, row.id, mark))
}

async fn retype(cx: &Cx, tx: &Tx, row: &Model, asked: &Asked<'_>) -> Result<(), Fault> {
    let key = subject::key(cx, &**tx, row.id).await?;
    let form = key.seal(cx.app.random.as_ref(), SEALED, row.id, &serde_json::to_vec(&asked.checked.form)?)?;
    Entity::update_many()
        .col_expr(Column::FormSealed, Expr::value(form))
        .col_expr(Column::LicenseId, Expr::value(Some(asked.license)))
        .col_expr(Column::Statements, Expr::value(serde_json::to_string(&asked.checked.answers)?))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    Ok(())
}
