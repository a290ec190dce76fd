//! What the pages have in common: the card, the form, errors at their fields, cookies.

use crate::model::term;
use axum::http::StatusCode;
use gatehouse_core::{DAY, Lang, Refusal, SECOND, Secret};
use gatehouse_web::cookies::{self, Name};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Visit};

/// A form: where it goes, its fields, its button.
pub struct Form {
    /// The path it is posted to.
    pub action: &'static str,
    /// The fields in order.
    pub fields: Vec<Markup>,
    /// The button.
    pub submit: Button,
}

impl Form {
    /// An empty form with its button.
    pub fn new(action: &'static str, submit: impl Into<String>) -> Self {
        Self { action, fields: Vec::new(), submit: Button::submit(submit).primary().wide() }
    }

    /// Adds a field.
    #[must_use]
    pub fn field(mut self, field: &impl Component) -> Self {
        self.fields.push(Markup::of(field));
        self
    }
}

/// A way to another page: a sentence and a link.
pub struct Way {
    /// The sentence.
    pub text: String,
    /// The link's words.
    pub label: String,
    /// Where it goes.
    pub href: String,
}

/// A page with one card.
#[derive(askama::Template)]
#[template(path = "accounts/card.html")]
pub struct Card {
    /// The frame; its title is the card's.
    pub page: Page,
    /// Sentences below the title.
    pub lede: Vec<String>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// A list of advice.
    pub advice: Option<Markup>,
    /// The form.
    pub form: Option<Form>,
    /// Buttons that stand alone.
    pub buttons: Vec<Button>,
    /// Ways to other pages.
    pub ways: Vec<Way>,
}

impl Card {
    /// A card with a title.
    pub fn new(visit: &Visit, title: impl Into<String>, errors: &FormErrors) -> Self {
        Self {
            page: visit.page(title).refused(!errors.is_empty()),
            lede: Vec::new(),
            summary: ErrorSummary::new(visit.lang(), errors),
            advice: None,
            form: None,
            buttons: Vec::new(),
            ways: Vec::new(),
        }
    }

    /// Adds a sentence.
    #[must_use]
    pub fn lede(mut self, text: impl Into<String>) -> Self {
        self.lede.push(text.into());
        self
    }

    /// Sets the form.
    #[must_use]
    pub fn form(mut self, form: Form) -> Self {
        self.form = Some(form);
        self
    }

    /// Adds a button.
    #[must_use]
    pub fn button(mut self, button: Button) -> Self {
        self.buttons.push(button);
        self
    }

    /// Adds a way to another page.
    #[must_use]
    pub fn way(mut self, text: impl Into<String>, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.ways.push(Way { text: text.into(), label: label.into(), href: href.into() });
        self
    }
}

/// A form of the account area.
#[derive(askama::Template)]
#[template(path = "accounts/form.html")]
pub struct FormPage {
    /// The frame.
    pub page: Page,
    /// The head.
    pub head: PageHead,
    /// The links of the area.
    pub section: Markup,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The form.
    pub form: Form,
    /// The way back.
    pub cancel: Option<Button>,
}

/// The texts of a refusal, at their fields.
pub fn errors_of(lang: Lang, refusal: &dyn Refusal) -> FormErrors {
    FormErrors::of_refusal(refusal, lang)
}

/// The status of a refusal.
pub fn status_of(refusal: &dyn Refusal) -> StatusCode {
    StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
}

/// The account's address, seen and not changed: password programs save the new password under it.
pub fn login_field(visit: &Visit, email: &str) -> Field {
    Field::email("login", crate::texts(visit.lang()).msg_email()).value(email).readonly()
}

/// The rules that a new password is checked by, to be shown; the form has a field for the address.
pub fn rules(visit: &Visit) -> Result<PasswordRules, Halt> {
    let policy = crate::actions::steps::policy(&visit.cx)?;
    Ok(PasswordRules {
        min_length: u32::try_from(policy.least()).unwrap_or(u32::MAX),
        composition: policy.asks_composition(),
        login: None,
    })
}

/// The device cookie of this browser.
pub fn device_cookie(visit: &Visit) -> Option<String> {
    visit.jar.get(&Name::Device.full(&visit.cx.app.settings)).map(|cookie| cookie.value().to_owned())
}

/// Sets the session cookie. A session that is not kept goes with the browser.
pub fn with_session(visit: &Visit, done: Done, token: &Secret<String>, kept: bool) -> Done {
    let life = kept.then_some(term::SESSION_KEPT / SECOND);
    done.cookie(cookies::set(&visit.cx.app.settings, Name::Session, token.expose().clone(), life))
}

/// Sets the device cookie for a year.
pub fn with_device(visit: &Visit, done: Done, token: &Secret<String>) -> Done {
    let life = i64::from(term::DEVICE_DAYS) * (DAY / SECOND);
    done.cookie(cookies::set(&visit.cx.app.settings, Name::Device, token.expose().clone(), Some(life)))
}

/// Takes the session cookie back.
pub fn without_session(visit: &Visit, done: Done) -> Done {
    done.cookie(cookies::clear(&visit.cx.app.settings, Name::Session))
}
