//! What the form of each category asks beside subject and description: data, so that page, API and staff read the same declaration. A
//! stored request keeps the version of the form that was filled in; a later version only adds fields.

use super::category::Category;
use super::contact_lines::{MOST_CONTACTS, judged, of_lines};
use super::number::Number;
use gatehouse_catalog::model::input::{Reader, Wrong};
use gatehouse_core::Lang;
use gatehouse_core::text::{one_line, several_lines};
use gatehouse_db::stored_words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the forms below.
pub const VERSION: i64 = 2;
/// The type of a request that asks for the activation of a premium contract (LIC-28).
pub const PREMIUM_ACTIVATION: &str = "premium_activation";

/// A field's name: of the form, the API and what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldName {
    /// The type of a request.
    Kind,
    /// The subtype.
    Subtype,
    /// The version of the operating system.
    Os,
    /// Hardware and software.
    Hardware,
    /// They use a certified version.
    Certified,
    /// An activation code.
    Code,
    /// An order number.
    OrderNumber,
    /// The number of another request.
    About,
    /// What it is about: a hash, an IP address, a link.
    Object,
    /// The address of a page.
    Address,
    /// When a code is to be blocked.
    BlockWhen,
    /// The address of the account that somebody cannot enter.
    AccountAddress,
    /// Where to call back.
    Callback,
    /// The order's number is not known.
    OrderUnknown,
    /// Who shall use the contract.
    Contacts,
}

stored_words!(FieldName {
    Kind = "kind",
    Subtype = "subtype",
    Os = "os",
    Hardware = "hardware",
    Certified = "certified",
    Code = "code",
    OrderNumber = "order_number",
    About = "about",
    Object = "object",
    Address = "address",
    BlockWhen = "block_when",
    AccountAddress = "account_address",
    Callback = "callback",
    OrderUnknown = "order_unknown",
    Contacts = "contacts",
});

impl FieldName {
    /// Its label.
    #[must_use]
    pub fn label(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Kind => t.msg_field_kind(),
            Self::Subtype => t.msg_field_subtype(),
            Self::Os => t.msg_field_os(),
            Self::Hardware => t.msg_field_hardware(),
            Self::Certified => t.msg_field_certified(),
            Self::Code => t.msg_field_code(),
            Self::OrderNumber => t.msg_field_order_number(),
            Self::About => t.msg_field_about(),
            Self::Object => t.msg_field_object(),
            Self::Address => t.msg_field_address(),
            Self::BlockWhen => t.msg_field_block_when(),
            Self::AccountAddress => t.msg_field_account_address(),
            Self::Callback => t.msg_field_callback(),
            Self::OrderUnknown => t.msg_field_order_unknown(),
            Self::Contacts => t.msg_staff_contacts(),
        }
    }
}

/// What can be chosen in a field.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The stable word.
    pub word: &'static str,
    /// Its name.
    pub name: fn(Lang) -> String,
}

/// What a field takes.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// One line of at most so many characters.
    Line(usize),
    /// Several lines.
    Lines(usize),
    /// One of these.
    One(&'static [Choice]),
    /// A box: `true` or nothing.
    Box,
    /// The number of a request.
    Request,
}

/// A field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: FieldName,
    /// What it takes.
    pub kind: FieldKind,
    /// It may not stay empty.
    pub required: bool,
}

const fn must(name: FieldName, kind: FieldKind) -> Field {
    Field { name, kind, required: true }
}

const fn can(name: FieldName, kind: FieldKind) -> Field {
    Field { name, kind, required: false }
}

macro_rules! choices {
    ($($word:literal => $text:ident),+ $(,)?) => {
        &[$(Choice { word: $word, name: |lang| crate::texts(lang).$text() }),+]
    };
}

const TECHNICAL_KINDS: &[Choice] = choices!(
    "installation" => msg_kind_installation,
    "update" => msg_kind_update,
    "error" => msg_kind_error,
    "performance" => msg_kind_performance,
    "compatibility" => msg_kind_compatibility,
    "question" => msg_kind_question,
);
const PORTAL_KINDS: &[Choice] = choices!(
    "question" => msg_kind_question,
    "error" => msg_kind_error,
    "feedback" => msg_kind_feedback,
    "license" => msg_kind_license,
    "premium_activation" => msg_kind_premium_activation,
);
const MOODS: &[Choice] = choices!("thanks" => msg_kind_thanks, "complaint" => msg_kind_complaint);
const VERDICTS: &[Choice] = choices!("false_alarm" => msg_kind_false_alarm, "missed" => msg_kind_missed);
const BANNERS: &[Choice] =
    choices!("missed_banner" => msg_kind_missed_banner, "wrongly_blocked" => msg_kind_wrongly_blocked);
const BLOCK_WHEN: &[Choice] = choices!("now" => msg_block_now, "later" => msg_block_later);
const ACCESS_KINDS: &[Choice] = choices!(
    "lost_mailbox" => msg_kind_lost_mailbox,
    "changed_address" => msg_kind_changed_address,
    "no_sign_in" => msg_kind_no_sign_in,
    "other" => msg_kind_other,
);

/// The fields of a category, in their order.
#[must_use]
pub const fn fields(category: Category) -> &'static [Field] {
    use FieldKind::{Box, Line, Lines, One, Request};
    match category {
        Category::Technical => {
            const FIELDS: &[Field] = &[
                must(FieldName::Kind, One(TECHNICAL_KINDS)),
                can(FieldName::Subtype, Line(120)),
                must(FieldName::Os, Line(120)),
                can(FieldName::Hardware, Lines(4_000)),
                can(FieldName::Certified, Box),
            ];
            FIELDS
        }
        Category::Portal => {
            const FIELDS: &[Field] = &[
                must(FieldName::Kind, One(PORTAL_KINDS)),
                can(FieldName::Code, Line(120)),
                can(FieldName::OrderNumber, Line(120)),
                can(FieldName::OrderUnknown, Box),
                can(FieldName::Contacts, Lines(8_000)),
            ];
            FIELDS
        }
        Category::Feedback => {
            const FIELDS: &[Field] = &[must(FieldName::Kind, One(MOODS)), must(FieldName::About, Request)];
            FIELDS
        }
        Category::Threat => {
            const FIELDS: &[Field] = &[must(FieldName::Kind, One(VERDICTS)), must(FieldName::Object, Line(2_000))];
            FIELDS
        }
        Category::Apns => &[],
        Category::VirusLab => {
            const FIELDS: &[Field] = &[must(FieldName::Kind, One(VERDICTS))];
            FIELDS
        }
        Category::Banner => {
            const FIELDS: &[Field] = &[must(FieldName::Kind, One(BANNERS)), must(FieldName::Address, Line(2_000))];
            FIELDS
        }
        Category::CompromisedCode => {
            const FIELDS: &[Field] = &[must(FieldName::Code, Line(120)), must(FieldName::BlockWhen, One(BLOCK_WHEN))];
            FIELDS
        }
        Category::Access => {
            const FIELDS: &[Field] =
                &[must(FieldName::Kind, One(ACCESS_KINDS)), can(FieldName::AccountAddress, Line(254))];
            FIELDS
        }
    }
}

/// The filled-in fields, as they are sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Filled(BTreeMap<String, String>);

impl Filled {
    /// Reads what was typed into the fields of a category; what is no field of it is passed over. What is wrong is noted at `fields.NAME`.
    pub fn read(reader: &mut Reader, category: Category, typed: &BTreeMap<String, String>) -> Self {
        let mut filled = BTreeMap::new();
        for field in fields(category) {
            let text = typed.get(field.name.word()).map_or("", String::as_str);
            match read_one(field.kind, text) {
                Ok(text) if text.is_empty() && field.required => reader.wrong(at(field.name), Wrong::Required),
                Ok(text) if text.is_empty() => {}
                Ok(text) => {
                    filled.insert(field.name.word().to_owned(), text);
                }
                Err(wrong) => reader.wrong(at(field.name), wrong),
            }
        }
        let mut filled = Self(filled);
        if category == Category::Portal {
            filled.judge_activation(reader);
        }
        filled
    }

    /// An activation names its order, or says that it is not known, and the contacts; nothing else asks for those (LIC-28).
    fn judge_activation(&mut self, reader: &mut Reader) {
        if self.get(FieldName::Kind) != Some(PREMIUM_ACTIVATION) {
            self.0.retain(|name, _| FieldName::from_word(name).is_some_and(|name| is_asked(name, "")));
            return;
        }
        if self.get(FieldName::OrderNumber).is_none() && self.get(FieldName::OrderUnknown).is_none() {
            reader.wrong(at(FieldName::OrderNumber), Wrong::Required);
        }
        match self.get(FieldName::Contacts).map(|text| judged(&of_lines(text), MOST_CONTACTS)) {
            Some(Ok(_)) => {}
            Some(Err(wrong)) => reader.wrong(at(FieldName::Contacts), wrong),
            None => reader.wrong(at(FieldName::Contacts), Wrong::Required),
        }
    }

    /// What stands in a field.
    #[must_use]
    pub fn get(&self, name: FieldName) -> Option<&str> {
        self.0.get(name.word()).map(String::as_str)
    }

    /// What page and mail show: label and value of each, in the form's order.
    #[must_use]
    pub fn shown(&self, category: Category, lang: Lang) -> Vec<(String, String)> {
        let shown = |field: &Field| {
            let text = self.get(field.name)?;
            let value = match field.kind {
                FieldKind::One(choices) => choices
                    .iter()
                    .find(|choice| choice.word == text)
                    .map_or_else(|| text.to_owned(), |choice| (choice.name)(lang)),
                FieldKind::Box => crate::texts(lang).msg_yes(),
                _ => text.to_owned(),
            };
            Some((field.name.label(lang), value))
        };
        fields(category).iter().filter_map(shown).collect()
    }

    /// The type, which stands open in the row.
    #[must_use]
    pub fn kind(&self) -> Option<String> {
        self.get(FieldName::Kind).map(str::to_owned)
    }
}

/// Whether a form of this type asks for a field: some belong to one type alone.
#[must_use]
pub fn is_asked(name: FieldName, kind: &str) -> bool {
    kind == PREMIUM_ACTIVATION || !matches!(name, FieldName::OrderUnknown | FieldName::Contacts)
}

/// The field's name where something is wrong with it.
#[must_use]
pub fn at(name: FieldName) -> String {
    format!("fields.{}", name.word())
}

fn read_one(kind: FieldKind, text: &str) -> Result<String, Wrong> {
    let fits = |text: Result<String, char>, most: usize| match text {
        Err(c) => Err(Wrong::Unprintable(c)),
        Ok(text) if text.chars().nth(most).is_some() => Err(Wrong::TooLong(most)),
        Ok(text) => Ok(text),
    };
    match kind {
        FieldKind::Line(most) => fits(one_line(text), most),
        FieldKind::Lines(most) => fits(several_lines(text), most),
        FieldKind::One(choices) => match text.trim() {
            "" => Ok(String::new()),
            text if choices.iter().any(|choice| choice.word == text) => Ok(text.to_owned()),
            _ => Err(Wrong::Choice),
        },
        FieldKind::Box => Ok(if text == "true" { text.to_owned() } else { String::new() }),
        FieldKind::Request if text.trim().is_empty() => Ok(String::new()),
        FieldKind::Request => Number::parse(text).map(|number| number.to_string()).ok_or(Wrong::Unknown),
    }
}

#[cfg(test)]
mod tests;
