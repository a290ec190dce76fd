//! The pages by which anybody checks whether a paper of ours is genuine: a form with what is printed on it, and what is told of one that is. A module says
//! what its papers are called, and what it tells of one.

use super::{Card, PanelForm};
use crate::halt::Halt;
use crate::view::*;
use crate::visit::{Done, Visit};
use gatehouse_core::Refusal;

/// The most characters of a check code, with whatever stands between them, and of a name.
const CODE: u32 = 64;
const NAME: u32 = 200;

/// One kind of papers, in the words of the visit's language.
#[derive(Clone, Debug)]
pub struct PaperCheck {
    /// Where the form is.
    pub place: &'static str,
    /// The title of the page.
    pub title: String,
    /// What to type.
    pub lede: String,
    /// What the paper's number is called.
    pub number: String,
    /// The most characters of it.
    pub number_most: u32,
    /// What the check code is called, and how it looks.
    pub code: String,
    /// How it looks.
    pub code_hint: String,
    /// The field of the name to whom it was made out.
    pub name_field: &'static str,
    /// What that is called.
    pub name: String,
    /// How it is typed.
    pub name_hint: String,
    /// The button of the form.
    pub button: String,
    /// The button that checks the name alone.
    pub name_button: String,
    /// The name is the one on the paper.
    pub same: String,
    /// It is another one.
    pub other: String,
    /// Above what is told of a genuine one.
    pub genuine: String,
    /// Above why one is not confirmed.
    pub not_genuine: String,
    /// The way to the form again.
    pub another: String,
}

/// What was typed, or came with the address in the picture on the paper.
#[derive(Clone, Copy, Debug)]
pub struct TypedPaper<'a> {
    /// The number.
    pub number: &'a str,
    /// The code.
    pub code: &'a str,
    /// The name, which stands in no address.
    pub name: &'a str,
}

impl PaperCheck {
    /// The form.
    pub fn form(&self, visit: &Visit, typed: TypedPaper<'_>, errors: &FormErrors) -> Card {
        let number = Field::text("number", &self.number).max_length(self.number_most).value(typed.number);
        let code = Field::text("code", &self.code).hint(&self.code_hint).max_length(CODE).value(typed.code);
        let name = self.name().value(typed.name).optional(visit.lang());
        let form = PanelForm::in_card(self.place)
            .field(&number.errors(errors))
            .field(&code.errors(errors))
            .field(&name.errors(errors))
            .submit(&self.button);
        Card::new(visit, &self.title, errors).lede(&self.lede).with(&form)
    }

    /// The form with why nothing is told; `is_forged`: no such paper was issued.
    pub fn refused(
        &self,
        visit: &Visit,
        typed: TypedPaper<'_>,
        (refusal, is_forged): (&dyn Refusal, bool),
    ) -> Result<Done, Halt> {
        if is_forged {
            let notice = Notice::bad(refusal.text(visit.lang())).title(&self.not_genuine);
            return visit.show_refused(refusal, &self.form(visit, typed, &FormErrors::new()).notice(Some(notice)));
        }
        let errors = FormErrors::of_refusal(refusal, visit.lang());
        visit.show_refused(refusal, &self.form(visit, typed, &errors))
    }

    /// What is told of a genuine one: how it stands today, and what is on the paper; `is_named`: whether the name that was typed is the one on it.
    pub fn found(
        &self,
        visit: &Visit,
        typed: TypedPaper<'_>,
        (today, facts): (Notice, KeyValues),
        is_named: Option<bool>,
    ) -> Card {
        let card = Card::new(visit, &self.title, &FormErrors::new()).notice(Some(today.title(&self.genuine)));
        if let Some(is_named) = is_named {
            let (tone, text) = if is_named { (Tone::Good, &self.same) } else { (Tone::Bad, &self.other) };
            let facts = facts.row(&self.name, Cell::badge(&Badge::new(tone, text)));
            return card.with(&facts).way("", &self.another, self.place);
        }
        // The name on the paper can be checked as well; it stands in no address.
        let name = PanelForm::in_card(self.place)
            .field(&Field::hidden("number", typed.number))
            .field(&Field::hidden("code", typed.code))
            .field(&self.name())
            .submit(&self.name_button);
        card.with(&facts).with(&name).way("", &self.another, self.place)
    }

    fn name(&self) -> Field {
        Field::text(self.name_field, &self.name).hint(&self.name_hint).max_length(NAME)
    }
}
