//! The two forms of adding: a code, or a key file.

use super::list_of;
use crate::actions::company::add::AddToCompanyRefusal;
use crate::pages::customer::agreement::fields as agreement_fields;
use crate::texts;
use gatehouse_catalog::queries::agreements::Agreement;
use gatehouse_core::Refusal as _;
use gatehouse_web::Customer;
use gatehouse_web::frames::{PanelForm, Paragraph, Sheet};
use gatehouse_web::view::*;

/// What stands in them.
#[derive(Default)]
pub(super) struct Asking<'a> {
    /// The code, as it was typed.
    pub code: String,
    /// Why nothing was added.
    pub refusal: Option<&'a AddToCompanyRefusal>,
    /// The license agreement that has to be accepted.
    pub agreement: Option<&'a Agreement>,
    /// The form of the file was sent.
    pub by_file: bool,
}

/// The page.
pub(super) fn sheet(customer: &Customer, asking: &Asking<'_>) -> Sheet {
    let (visit, lang, list) = (&customer.visit, customer.visit.lang(), list_of(customer));
    let t = texts(lang);
    // Nothing is wrong with what was shown then: one notice says it all, and leads on.
    let is_of_page = |refusal: &AddToCompanyRefusal| {
        matches!(refusal, AddToCompanyRefusal::HereAlready { .. })
            || (asking.by_file && refusal.field() == Some("code"))
    };
    let at_field = asking.refusal.filter(|refusal| !is_of_page(refusal));
    let errors = at_field.map(|refusal| FormErrors::of_refusal(refusal, lang)).unwrap_or_default();
    let (none, both) = (FormErrors::new(), t.msg_company_add_title());
    let of_code = if asking.by_file { &none } else { &errors };
    let of_file = if asking.by_file { &errors } else { &none };
    let agreement = |shown: bool, errors: &FormErrors| {
        let agreement = asking.agreement.filter(|_| shown);
        agreement.map(|agreement| agreement_fields(agreement, errors, lang)).into_iter().flatten().collect::<Vec<_>>()
    };
    let code = Field::code("code", t.msg_customer_add_code())
        .hint(t.msg_customer_add_code_hint())
        .placeholder("XXXXX-XXXXX-XXXXX-XXXXX")
        .value(asking.code.as_str())
        .max_length(128)
        .errors(of_code);
    let by_code = PanelForm::new(format!("{list}/add"))
        .titled("by-code", t.msg_company_add_by_code())
        .field(&code)
        .fields(agreement(!asking.by_file, of_code))
        .button(Button::submit(t.msg_customer_add_button()).primary());
    let file = FileField::new("file", t.msg_company_add_file()).hint(t.msg_company_add_file_hint()).errors(of_file);
    let by_file = PanelForm::new(format!("{list}/add/file"))
        .titled("by-file", t.msg_company_add_by_file())
        .unguarded()
        .with_file()
        .field(&Paragraph::muted(t.msg_company_add_file_text()))
        .field(&file)
        .fields(agreement(asking.by_file, of_file))
        .button(Button::submit(t.msg_company_add_file_button()).icon(Icon::Upload));
    let here = match asking.refusal {
        Some(AddToCompanyRefusal::HereAlready { license }) => Some(
            Notice::info(t.msg_company_license_here_already())
                .action(t.msg_customer_add_open(), format!("{list}/{license}"))
                .spoken(),
        ),
        // What is wrong with the license itself: there is no field of a code that it could stand at.
        Some(refusal) if is_of_page(refusal) => {
            Some(refusal.next(lang).into_iter().fold(Notice::bad(refusal.text(lang)).spoken(), Notice::more))
        }
        Some(refusal) => refusal.next(lang).map(Notice::info),
        None => None,
    };
    let head = PageHead::new(both.as_str())
        .lede(t.msg_company_licenses_by_hand_text())
        .crumbs(lang, [(t.msg_company_licenses_title(), list)]);
    Sheet::new(visit, both.as_str(), head)
        .narrow()
        .errors(&errors)
        .refused(asking.refusal.is_some())
        .notices(here)
        .with(&by_code)
        .with(&by_file)
}
