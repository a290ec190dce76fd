//! The declaration of this module's tables and promises (PRI-1, PRI-2).

use crate::tables::{
    help_advice, help_article, help_category, help_comment, help_count, help_missed, help_number, help_picture,
    help_product, help_text, help_voter,
};
use gatehouse_core::personal::{Holds, Inventory, PersonalData as _, RetentionRule};

/// What other columns hold that tell nothing of a person.
pub(crate) const TECHNICAL: Holds = Holds::NotPersonal("says nothing about a person");

pub(crate) fn inventory() -> Inventory {
    let rule = |id, table, anchor, days, promise| RetentionRule { id, table, anchor, days, promise };
    Inventory {
        module: "help",
        tables: vec![
            help_category::Model::table(),
            help_number::Model::table(),
            help_article::Model::table(),
            help_text::Model::table(),
            help_count::Model::table(),
            help_voter::Model::table(),
            help_comment::Model::table(),
            help_advice::Model::table(),
            help_product::Model::table(),
            help_picture::Model::table(),
            help_missed::Model::table(),
        ],
        rules: vec![
            rule(
                "help.voter",
                "help_voter",
                "at",
                1,
                "That somebody answered whether an article helped is forgotten after a day; what was answered is a number",
            ),
            rule(
                "help.comment",
                "help_comment",
                "at",
                365,
                "What readers wrote about an article is erased after a year; nobody is named in it",
            ),
            rule(
                "help.advice",
                "help_advice",
                "at",
                365,
                "Which articles were advised for a request is erased with the request's texts, and after a year",
            ),
            rule(
                "help.missed",
                "help_missed",
                "last_at",
                30,
                "What was sought in the help center without being found is erased 30 days after it was last sought; nobody is named in it",
            ),
        ],
    }
}
