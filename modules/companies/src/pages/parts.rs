//! What several pages about users have.

use crate::model::form::MemberForm;
use crate::model::name::{LONGEST, MemberName};
use crate::queries::one_member::OneMember;
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_core::{Lang, Refusal};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt};

/// The form of what is stored.
pub(super) fn stored(found: &OneMember) -> MemberForm {
    let MemberName { first, last, first_reading, last_reading } = found.row.name.clone();
    let member = &found.row.member;
    MemberForm {
        first_name: first,
        last_name: last,
        first_reading: first_reading.unwrap_or_default(),
        last_reading: last_reading.unwrap_or_default(),
        country: member.country.clone().unwrap_or_default(),
        branch: member.branch_id.map(|id| id.to_string()).unwrap_or_default(),
        version: member.version.to_string(),
    }
}

/// The fields of a user's data. The version is always that of now: who saves after reading what was changed meanwhile means it.
pub(super) fn data_form(
    lang: Lang,
    action: String,
    (form, found): (&MemberForm, &OneMember),
    errors: &FormErrors,
) -> PanelForm {
    let t = texts(lang);
    let longest = u32::try_from(LONGEST).unwrap_or(u32::MAX);
    let line =
        |name: &'static str, label: String, value: &str| Field::text(name, label).max_length(longest).value(value);
    let first = Markup::of(&line("first_name", t.msg_first_name(), &form.first_name).errors(errors));
    let last = Markup::of(&line("last_name", t.msg_last_name(), &form.last_name).errors(errors));
    let mut fields = if lang == Lang::Ja { vec![last, first] } else { vec![first, last] };
    if lang == Lang::Ja {
        let reading = |name, label, value: &str| Markup::of(&line(name, label, value).optional(lang).errors(errors));
        fields.push(reading("last_reading", t.msg_last_reading(), &form.last_reading));
        fields.push(reading("first_reading", t.msg_first_reading(), &form.first_reading));
    } else {
        fields.push(Markup::of(&Field::hidden("last_reading", form.last_reading.as_str())));
        fields.push(Markup::of(&Field::hidden("first_reading", form.first_reading.as_str())));
    }
    let countries = Country::sorted(lang).iter().map(|country| Choice::new(country.code, country.name(lang)));
    let country = Select::new("country", t.msg_country(), countries).first(t.msg_none_chosen());
    let branches = found.branches.iter().map(|(id, name)| Choice::new(id.to_string(), name));
    let branch = Select::new("branch", t.msg_branch(), branches).first(t.msg_none_chosen()).hint(t.msg_branch_hint());
    PanelForm::new(action)
        .titled("data", t.msg_member_data())
        .fields(fields)
        .field(&country.value(&form.country).optional(lang).errors(errors))
        .field(&branch.value(&form.branch).optional(lang).errors(errors))
        .field(&Field::hidden("version", found.row.member.version.to_string()))
        .button(Button::submit(t.msg_save()).primary().about(t.msg_member_data()))
}

/// What was typed, in words, for a page that cannot show the form again.
pub(super) fn typed(lang: Lang, form: &MemberForm) -> Vec<(String, String)> {
    let t = texts(lang);
    let country = Country::from_code(&form.country).map(|country| country.name(lang).to_owned());
    let mut typed = vec![
        (t.msg_last_name(), form.last_name.clone()),
        (t.msg_first_name(), form.first_name.clone()),
        (t.msg_last_reading(), form.last_reading.clone()),
        (t.msg_first_reading(), form.first_reading.clone()),
        (t.msg_country(), country.unwrap_or_default()),
    ];
    typed.retain(|(_, value)| !value.is_empty());
    typed
}

/// The page of a form whose sender may not do it any more, or whose user is gone: why, and what was typed. Nothing is stored.
pub(super) fn kept(customer: &Customer, refusal: &dyn Refusal, typed: Vec<(String, String)>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let sheet = Sheet::new(visit, t.msg_not_saved(), PageHead::new(t.msg_not_saved())).narrow().refusal(Some(refusal));
    let sheet = if typed.is_empty() {
        sheet
    } else {
        let values = typed.into_iter().fold(KeyValues::new(), |all, (label, value)| all.row(label, Cell::text(value)));
        sheet.with(&Panel::new(t.msg_what_you_typed()).with(&values))
    };
    let back = Button::link(t.msg_to_company(), customer.scope.path(""));
    visit.show_refused(refusal, &sheet.with(&gatehouse_web::frames::Actions::new([back])))
}
