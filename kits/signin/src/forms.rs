//! The fields that the forms of every sign-in have.

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang};
use gatehouse_passwords::HashPool;
use gatehouse_web::frames::PanelForm;
use gatehouse_web::human::{self, HumanAnswer};
use gatehouse_web::view::{Field, FormErrors, Password, PasswordRules};
use serde::Deserialize;

/// Who signs in, as it was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Credentials {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
    /// The answer to the human check, where it was asked.
    #[serde(flatten)]
    pub human: HumanAnswer,
}

impl Credentials {
    /// Address and password.
    pub fn fields(&self, form: PanelForm, email: String, password: Password, errors: &FormErrors) -> PanelForm {
        form.field(
            &Field::email("email", email)
                .autocomplete("username webauthn")
                .value(self.email.as_str())
                .max_length(254)
                .errors(errors),
        )
        .field(&password.errors(errors))
    }

    /// The same where what signs in may be no address.
    pub fn fields_of_any_login(
        &self,
        form: PanelForm,
        login: String,
        password: Password,
        errors: &FormErrors,
    ) -> PanelForm {
        form.field(&Field::login("email", login).value(self.email.as_str()).max_length(254).errors(errors))
            .field(&password.errors(errors))
    }

    /// The human check of the action `form`: asked after very many wrong passwords (ACC-11), and again as long as it was.
    pub fn human_check(&self, cx: &Cx, name: &str, form: PanelForm, errors: &FormErrors) -> Result<PanelForm, Fault> {
        if errors.of("human_picture").is_none() && self.human.human_token.is_empty() {
            return Ok(form);
        }
        Ok(form.field(&human::for_form(cx, name)?.errors(errors)))
    }
}

/// The address of whose password is asked or set, seen and not changed: password programs save it under this one.
pub fn login(label: String, email: &str) -> Field {
    Field::email("login", label).value(email).readonly()
}

/// The password that they have.
pub fn current_password(lang: Lang, label: String, errors: &FormErrors) -> Password {
    Password::current(lang, "current", label).errors(errors)
}

/// A new password with the rules that it is checked by. `login` is their address where the form has no field for it.
pub fn new_password(cx: &Cx, label: String, login: Option<String>, errors: &FormErrors) -> Result<Password, Fault> {
    let policy = cx.service::<HashPool>()?.policy();
    let rules = PasswordRules {
        min_length: u32::try_from(policy.least()).unwrap_or(u32::MAX),
        composition: policy.asks_composition(),
        login,
    };
    Ok(Password::fresh(cx.lang, "password", label).rules(rules).errors(errors))
}
