//! `/licenses/add`: adding a license by its code (LIC-2, LIC-5).

use super::agreement::fields as agreement_fields;
use super::seller_first::SellerFirst;
use super::{LIST, product_name};
use crate::actions::add_code::{AddCode, AddCodeRefusal, add_code, explain_adding};
use crate::model::help_about::HelpAbout;
use crate::model::rule::Told;
use crate::model::seat_refusal::{Mistyped, SeatRefusal};
use crate::pages::explanation;
use crate::queries::sellers;
use crate::texts;
use gatehouse_catalog::queries::agreements::{self, Agreement};
use gatehouse_core::{Lang, Refusal, Secret, Uuid};
use gatehouse_formats::CodeError;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form("/licenses/add", blank, add))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    code: String,
    /// The version of the license agreement that stands in the form.
    agreement: String,
    accepted: String,
}

impl Form {
    fn input(&self) -> AddCode {
        let accepted = Uuid::parse_str(&self.agreement).ok().filter(|_| self.accepted == "true");
        AddCode { code: Secret::new(self.code.clone()), accepted }
    }
}

async fn blank(customer: Customer) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, &Form::default(), None, None))
}

async fn add(customer: Customer, Posted(form): Posted<Form>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    match add_code(&visit.cx, form.input()).await.unless_broken()? {
        Ok(license) => {
            let said = texts(visit.lang()).msg_customer_added(product_name(&customer, license).await?);
            Ok(visit.go_saying(&format!("{LIST}/{license}"), said))
        }
        // The code stands in the form again, as it was typed.
        Err(refusal) => {
            let agreement = match &refusal {
                AddCodeRefusal::AgreementRequired { agreement } => agreements::version(&visit.cx, *agreement).await?,
                _ => None,
            };
            let mut sheet = page(&customer, &form, Some(&refusal), agreement.as_ref());
            if is_known(&refusal)
                && let Some(sold) = sellers::of_code(&visit.cx, &form.code).await?
            {
                if let Some(trace) = explain_adding(&visit.cx, &form.input()).await? {
                    sheet = sheet.with(&explanation::panel(&trace, Told::Adding, None, &visit.format()));
                }
                let seller = SellerFirst::new(&sold).about(HelpAbout::Adding);
                sheet = sheet.with(&seller.panel(visit.lang()));
            }
            Ok(visit.show_refused(&refusal, &sheet)?.secret())
        }
    }
}

fn page(customer: &Customer, form: &Form, refusal: Option<&AddCodeRefusal>, agreement: Option<&Agreement>) -> Sheet {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let t = texts(lang);
    // Nothing is wrong with the code then: one notice says it all, and leads on.
    let at_field = refusal.filter(|refusal| !matches!(refusal, AddCodeRefusal::AlreadyHere { .. }));
    let errors = at_field.map(|refusal| FormErrors::of_refusal(refusal, lang)).unwrap_or_default();
    let head = PageHead::new(t.msg_customer_add())
        .lede(t.msg_customer_add_lede())
        .crumbs(lang, [(t.msg_customer_title(), LIST)]);
    let form = PanelForm::new("")
        .alone()
        .field(&code_field(form, refusal, &errors, lang))
        .fields(agreement.map(|agreement| agreement_fields(agreement, &errors, lang)).into_iter().flatten())
        .button(Button::submit(t.msg_customer_add_button()).primary())
        .button(Button::link(t.msg_customer_cancel(), LIST));
    Sheet::new(visit, t.msg_customer_add(), head)
        .narrow()
        .errors(&errors)
        .refused(refusal.is_some())
        .notices(refusal.and_then(|refusal| notice(refusal, lang)))
        .with(&form)
}

fn code_field(form: &Form, refusal: Option<&AddCodeRefusal>, errors: &FormErrors, lang: Lang) -> Field {
    let t = texts(lang);
    let field = Field::code("code", t.msg_customer_add_code())
        .hint(t.msg_customer_add_code_hint())
        .placeholder("XXXXX-XXXXX-XXXXX-XXXXX")
        .value(form.code.as_str())
        .max_length(128)
        .autofocus()
        .errors(errors);
    let marked = match refusal {
        Some(AddCodeRefusal::Code(SeatRefusal::Mistyped(Mistyped(error)))) => around_the_error(&form.code, *error),
        _ => None,
    };
    match marked {
        Some((before, wrong, after)) => field.mark(before, wrong, after),
        None => field,
    }
}

/// Whether the code is one of ours that cannot be added: then its seller can help first (LIC-35). The action has counted it.
fn is_known(refusal: &AddCodeRefusal) -> bool {
    match refusal {
        AddCodeRefusal::Blocked | AddCodeRefusal::TooManyAccounts { .. } => true,
        AddCodeRefusal::Code(refusal) => {
            !matches!(refusal, SeatRefusal::Mistyped(_) | SeatRefusal::UnknownCode | SeatRefusal::TooOften(_))
        }
        AddCodeRefusal::AlreadyHere { .. }
        | AddCodeRefusal::AgreementRequired { .. }
        | AddCodeRefusal::NotAnAccount => false,
    }
}

/// What to do next. The field itself says it of a mistyped code.
fn notice(refusal: &AddCodeRefusal, lang: Lang) -> Option<Notice> {
    let t = texts(lang);
    match refusal {
        AddCodeRefusal::Code(SeatRefusal::Mistyped(_)) => None,
        AddCodeRefusal::AlreadyHere { license } => Some(
            Notice::info(t.msg_customer_add_already_here())
                .action(t.msg_customer_add_open(), format!("{LIST}/{license}"))
                .spoken(),
        ),
        refusal => refusal.next(lang).map(Notice::info),
    }
}

/// What was typed, cut around the wrong character.
fn around_the_error(typed: &str, error: CodeError) -> Option<(String, String, String)> {
    let place = match error {
        // The first character that no code contains is the one.
        CodeError::Symbol { found, .. } => typed.char_indices().find(|(_, c)| *c == found)?,
        CodeError::Check { position: Some(position), .. } => {
            // Every symbol is a letter or digit by now; what else there is separates groups. The long vowel marks are
            // what a Japanese keyboard gives for a hyphen.
            let mut symbols = typed.char_indices().filter(|(_, c)| c.is_alphanumeric() && !matches!(c, 'ー' | 'ｰ'));
            symbols.nth(usize::from(position).checked_sub(1)?)?
        }
        _ => return None,
    };
    let (start, end) = (place.0, place.0 + place.1.len_utf8());
    Some((typed.get(..start)?.to_owned(), place.1.to_string(), typed.get(end..)?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::around_the_error;
    use gatehouse_formats::{ActivationCode, CodeKind};

    /// LIC-2
    #[test]
    fn the_form_points_at_the_mistyped_character_whatever_stands_between() {
        let code = ActivationCode::generate(CodeKind::Commercial, &mut |bytes| bytes.fill(7)).to_string();
        for (place, right) in code.char_indices().filter(|(_, c)| *c != '-') {
            let wrong = if right == '8' { '9' } else { '8' };
            let mut typed = code.to_lowercase().replace('-', " ー ");
            let at = typed
                .char_indices()
                .filter(|(_, c)| c.is_ascii_alphanumeric())
                .nth(code[..place].replace('-', "").len());
            let (start, found) = at.unwrap();
            typed.replace_range(start..start + found.len_utf8(), &wrong.to_string());
            let error = ActivationCode::parse(&typed).unwrap_err();
            if let Some((before, marked, after)) = around_the_error(&typed, error) {
                assert_eq!(marked, wrong.to_string(), "{typed}");
                assert_eq!(before.len(), start);
                assert_eq!(format!("{before}{marked}{after}"), typed);
            }
        }
        let error = ActivationCode::parse("4AB-C!").unwrap_err();
        assert_eq!(around_the_error("4AB-C!", error), Some(("4AB-C".into(), "!".into(), String::new())));
    }
}
