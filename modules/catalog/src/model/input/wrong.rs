//! What can be wrong with a field, and the refusal that names all of it (ALL-9).

use crate::model::shop_link::placeholders;
use gatehouse_address::EmailError;
use gatehouse_core::text::code_point;
use gatehouse_core::{Lang, Refusal};
use std::borrow::Cow;

/// One thing that is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's or member's name; `labels.ja` of what has one in each language.
    pub field: Cow<'static, str>,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What can be wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing was entered.
    Required,
    /// More than so many characters.
    TooLong(usize),
    /// This control character or invisible mark, or a line break where there is one line.
    Unprintable(char),
    /// Not lower-case Latin letters, digits and single hyphens.
    Slug,
    /// None was entered, and of the name none can be made.
    NoSlug,
    /// Not a whole number between these.
    Number(i64, i64),
    /// Not a day of the calendar.
    Day,
    /// A day of another age.
    Year,
    /// A day that has passed.
    Past,
    /// Not an `https:` or `http:` address.
    Address,
    /// Not an `https:` address.
    SecureAddress,
    /// A placeholder of a link that stands for nothing: this one.
    Placeholder(String),
    /// Not an email address.
    Email(EmailError),
    /// Not a telephone number.
    Phone,
    /// No way to reach somebody.
    NoContact,
    /// None of the offered values.
    Choice,
    /// Not a two-letter country code: this one.
    Country(String),
    /// Not the tag of a language in its usual form: this one.
    Language(String),
    /// In more than so many languages.
    TooManyLanguages(usize),
    /// In more than so many groups.
    TooManyGroups(usize),
    /// Another one has it already.
    Taken,
    /// Both months and days, or a fixed date together with a length.
    TwoLengths,
    /// Names nothing that exists, or nothing that is sold any more.
    Unknown,
    /// Shipped copies of a product carry it, so it stays.
    Shipped,
    /// What was sold names it, so it stays.
    Sold,
    /// Something else than the offer sells.
    NotOfOffer,
    /// The product has no license agreement that could be accepted.
    NoAgreement,
    /// Not an amount of money in its currency.
    Amount,
    /// Not a currency of ISO 4217.
    Currency,
    /// The number of a card stands in it, which must not come in.
    CardNumber,
}

impl Refusal for FieldError {
    fn code(&self) -> &'static str {
        match self.wrong {
            Wrong::Required => "input.required",
            Wrong::TooLong(_) => "input.too_long",
            Wrong::Unprintable(_) => "input.unprintable",
            Wrong::Slug => "input.not_a_slug",
            Wrong::NoSlug => "input.no_slug",
            Wrong::Number(..) => "input.not_a_number",
            Wrong::Day => "input.not_a_day",
            Wrong::Year => "input.year",
            Wrong::Past => "input.past",
            Wrong::Address => "input.not_an_address",
            Wrong::SecureAddress => "input.not_https",
            Wrong::Placeholder(_) => "input.unknown_placeholder",
            Wrong::Email(_) => "input.not_an_email",
            Wrong::Phone => "input.not_a_phone",
            Wrong::NoContact => "input.no_contact",
            Wrong::Choice => "input.not_a_choice",
            Wrong::Country(_) => "input.not_a_country",
            Wrong::Language(_) => "input.not_a_language",
            Wrong::TooManyLanguages(_) => "input.too_many_languages",
            Wrong::TooManyGroups(_) => "input.too_many_groups",
            Wrong::Taken => "input.taken",
            Wrong::TwoLengths => "input.two_lengths",
            Wrong::Unknown => "input.unknown",
            Wrong::Shipped => "product.code_in_use",
            Wrong::Sold => "edition.code_in_use",
            Wrong::NotOfOffer => "offer.sells_something_else",
            Wrong::NoAgreement => "product.agreement_missing",
            Wrong::Amount => "input.not_an_amount",
            Wrong::Currency => "input.not_a_currency",
            Wrong::CardNumber => "card.number_refused",
        }
    }

    fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match &self.wrong {
            Wrong::Required => required(&self.field, lang),
            Wrong::TooLong(most) => t.msg_wrong_too_long(u32::try_from(*most).unwrap_or(u32::MAX)),
            Wrong::Unprintable(c) => t.msg_wrong_unprintable(code_point(*c)),
            Wrong::Slug => t.msg_wrong_slug(),
            Wrong::NoSlug => t.msg_wrong_no_slug(),
            Wrong::Number(least, most) => t.msg_wrong_number(*least, *most),
            Wrong::Day => t.msg_wrong_day(),
            Wrong::Year => t.msg_wrong_year(),
            Wrong::Past => t.msg_wrong_past(),
            Wrong::Address => t.msg_wrong_address(),
            Wrong::SecureAddress => t.msg_wrong_secure_address(),
            Wrong::Placeholder(text) => {
                let [license, edition, lang, user] = placeholders();
                t.msg_wrong_placeholder(text, license, edition, lang, user)
            }
            Wrong::Email(fault) => fault.text(lang),
            Wrong::Phone => t.msg_wrong_phone(),
            Wrong::NoContact => t.msg_wrong_no_contact(),
            Wrong::Choice => t.msg_wrong_choice(),
            Wrong::Country(code) => t.msg_wrong_country(code),
            Wrong::Language(tag) => t.msg_wrong_language(tag),
            Wrong::TooManyLanguages(most) => t.msg_wrong_too_many_languages(u32::try_from(*most).unwrap_or(u32::MAX)),
            Wrong::TooManyGroups(most) => t.msg_wrong_too_many_groups(u32::try_from(*most).unwrap_or(u32::MAX)),
            Wrong::Taken => t.msg_wrong_taken(),
            Wrong::TwoLengths => t.msg_wrong_two_lengths(),
            Wrong::Unknown => t.msg_wrong_unknown(),
            Wrong::Shipped => t.msg_wrong_shipped(),
            Wrong::Sold => t.msg_wrong_sold(),
            Wrong::NotOfOffer => t.msg_wrong_not_of_offer(),
            Wrong::NoAgreement => t.msg_wrong_no_agreement(),
            Wrong::Amount => t.msg_wrong_amount(),
            Wrong::Currency => t.msg_wrong_currency(),
            Wrong::CardNumber => t.msg_wrong_card_number(),
        }
    }

    fn field(&self) -> Option<&str> {
        Some(&self.field)
    }

    fn status(&self) -> u16 {
        if matches!(self.wrong, Wrong::Taken | Wrong::Shipped | Wrong::Sold) { 409 } else { 422 }
    }
}

/// Names what is missing.
fn required(field: &str, lang: Lang) -> String {
    let t = crate::texts(lang);
    let (part, word) = field.split_once('.').unwrap_or((field, field));
    // Behind a text's name stands its language, behind a part's name its field.
    match if matches!(part, "labels" | "texts") { part } else { word } {
        "texts" => t.msg_wrong_required_text(),
        "name" | "labels" => t.msg_wrong_required_name(),
        "code" => t.msg_wrong_required_identifier(),
        "platform" => t.msg_wrong_required_platform(),
        "product" => t.msg_wrong_required_product(),
        "edition" => t.msg_wrong_required_edition(),
        "term" => t.msg_wrong_required_term(),
        "partner" => t.msg_wrong_required_partner(),
        "seats" => t.msg_wrong_required_seats(),
        "released_at" => t.msg_wrong_required_released(),
        "fixed_until" => t.msg_wrong_required_last_day(),
        "reason" => t.msg_wrong_required_reason(),
        "number" => t.msg_wrong_required_version(),
        _ => t.msg_wrong_required(),
    }
}

/// Everything that is wrong with an input, in the order of the form.
pub type Invalid = gatehouse_core::Invalid<FieldError>;

/// One thing wrong with one field.
pub const fn invalid(field: &'static str, wrong: Wrong) -> Invalid {
    Invalid::one(FieldError { field: Cow::Borrowed(field), wrong })
}
