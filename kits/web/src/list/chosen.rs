//! Doing one thing with several rows of a list: the rows are ticked, and each is changed by the action of one, in a transaction of its own
//! with its own line in the log. What was refused for one row stops none of the others, and the page behind says which and why.

use crate::frames::{Panel, Sheet};
use crate::halt::Halt;
use crate::texts;
use crate::view::*;
use crate::visit::Visit;
use askama::Template;
use askama::filters::HtmlSafe;
use gatehouse_context::Cx;
use gatehouse_context::once::{Known, OnceKey};
use gatehouse_core::{Fault, Lang, MOST_ROWS, Outcome, Refusal, Stop, Uuid};

const LONGEST_KEY: usize = 64;

/// One thing that can be done with the rows that are ticked.
#[derive(Clone, Debug)]
pub struct Act {
    /// Its stable word, sent as `act`.
    pub word: &'static str,
    /// The button.
    pub button: Button,
}

impl Act {
    /// An act and its button's label.
    pub fn new(word: &'static str, label: impl Into<String>, icon: Icon) -> Self {
        Self { word, button: Button::submit(label).icon(icon).value("act", word).small() }
    }
}

/// What can be done with the rows of a list, and where it is sent.
#[derive(Clone, Debug)]
pub struct Acts {
    /// Takes the form.
    pub at: &'static str,
    /// In this order; none: no row can be ticked.
    pub acts: Vec<Act>,
}

/// The buttons below a list whose rows can be ticked.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<form class="chosen" id="chosen" method="post" action="{{ at }}" data-again><p class="small" data-chosen="{{ counted }}">{{ hint }}</p><div class="actions">{% for act in acts %}{{ act.button }}{% endfor %}</div></form>"#,
    ext = "html"
)]
pub struct ChosenBar {
    at: &'static str,
    hint: String,
    counted: String,
    acts: Vec<Act>,
}

impl HtmlSafe for ChosenBar {}

impl ChosenBar {
    pub(crate) fn new(lang: Lang, Acts { at, acts }: Acts) -> Self {
        let t = texts(lang);
        Self { at, hint: t.msg_chosen_hint(), counted: t.msg_chosen_counted("%"), acts }
    }
}

/// What the form of a list sends, or the page that asks for more behind it.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// What is to be done.
    pub act: String,
    /// With which rows, each once.
    pub rows: Vec<Uuid>,
    /// The rest of the form.
    pub typed: Vec<(String, String)>,
    key: String,
    is_sure: bool,
}

/// Why nothing was done with any row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ChosenRefusal {
    /// No row was ticked.
    #[refusal(422, "rows.none", refusal_rows_none)]
    None,
    /// More than [`MOST_ROWS`].
    #[refusal(422, "rows.too_many", refusal_rows_too_many(i64::try_from(MOST_ROWS).unwrap_or(i64::MAX)))]
    TooMany,
    /// No such act.
    #[refusal(422, "rows.unknown_act", refusal_rows_unknown_act)]
    UnknownAct,
}

impl Chosen {
    /// Reads the form. What is no id is no row.
    pub fn read(cx: &Cx, sent: Vec<(String, String)>) -> Result<Self, ChosenRefusal> {
        let mut chosen =
            Self { act: String::new(), rows: Vec::new(), typed: Vec::new(), key: cx.id().to_string(), is_sure: false };
        for (name, value) in sent {
            match name.as_str() {
                "row" => chosen.rows.extend(Uuid::parse_str(&value).ok()),
                "act" => chosen.act = value,
                "sure" => chosen.is_sure = value == "true",
                "key" if !value.is_empty() && value.len() <= LONGEST_KEY => chosen.key = value,
                _ => chosen.typed.push((name, value)),
            }
        }
        chosen.rows.sort_unstable();
        chosen.rows.dedup();
        match chosen.rows.len() {
            0 => Err(ChosenRefusal::None),
            n if n > MOST_ROWS => Err(ChosenRefusal::TooMany),
            _ => Ok(chosen),
        }
    }

    /// These rows, found in another way than by ticking them; nothing was asked yet.
    pub fn of(cx: &Cx, act: &str, mut rows: Vec<Uuid>) -> Self {
        rows.sort_unstable();
        rows.dedup();
        Self { act: act.to_owned(), rows, typed: Vec::new(), key: cx.id().to_string(), is_sure: false }
    }

    /// Whether the page behind the list was sent: everything that had to be asked was answered.
    pub const fn is_sure(&self) -> bool {
        self.is_sure
    }

    /// A field of the form; empty when it has none.
    pub fn typed(&self, name: &str) -> &str {
        self.typed.iter().rev().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The hidden fields of the page behind the list. The key lets the same form change each row once, however often it is sent.
    pub fn fields(&self) -> Vec<Markup> {
        let hidden = |name: &str, value: &str| Markup::of(&Field::hidden(name, value));
        let fixed = [("act", self.act.as_str()), ("sure", "true"), ("key", self.key.as_str())];
        let rows = self.rows.iter().map(|id| hidden("row", &id.to_string()));
        fixed.map(|(name, value)| hidden(name, value)).into_iter().chain(rows).collect()
    }

    /// Does it with each row: `act` is the action of one row and marks the context's key ([`Cx::once`]). A fault ends it; who sends the
    /// form again goes on where it ended.
    pub async fn each<T, E: Refusal, F: Future<Output = Outcome<T, E>>>(
        &self,
        cx: &Cx,
        operation: &str,
        act: impl Fn(Cx, Uuid) -> F,
    ) -> Result<Vec<(Uuid, Fate)>, Halt> {
        let mut fates = Vec::with_capacity(self.rows.len());
        // What was typed is part of it: who goes back and types something else wants something else.
        let typed = serde_json::to_string(&self.typed).map_err(Fault::from)?;
        for id in &self.rows {
            let once = OnceKey::new(cx, &format!("{operation}.{id}.{typed}"), &self.key, b"")?;
            let fate = match once.known(cx).await? {
                Known::Same(_) | Known::Other => Fate::DoneBefore,
                Known::New => match act(Cx { once: Some(once), ..cx.clone() }, *id).await {
                    Ok(_) => Fate::Done,
                    Err(Stop::Refused(refusal)) => Fate::refused(&refusal, cx.lang),
                    Err(Stop::Broken(fault)) => return Err(fault.into()),
                },
            };
            fates.push((*id, fate));
        }
        Ok(fates)
    }
}

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was done.
    Done,
    /// It was done by the same form, sent before.
    DoneBefore,
    /// It was refused, for this reason.
    Refused(String),
}

impl Fate {
    fn refused(refusal: &dyn Refusal, lang: Lang) -> Self {
        let text = refusal.text(lang);
        Self::Refused(match refusal.next(lang) {
            Some(next) if lang == Lang::Ja => format!("{text}{next}"),
            Some(next) => format!("{text} {next}"),
            None => text,
        })
    }

    fn badge(&self, lang: Lang) -> Badge {
        let t = texts(lang);
        match self {
            Self::Done => Badge::new(Tone::Good, t.msg_chosen_done()),
            Self::DoneBefore => Badge::new(Tone::Neutral, t.msg_chosen_done_before()).ring(),
            Self::Refused(_) => Badge::new(Tone::Bad, t.msg_chosen_refused()),
        }
    }
}

/// The page behind it: what became of each row, those that were refused first. `said`: what was done with so many; `row`: its name and its
/// page.
pub fn results(
    visit: &Visit,
    (title, head): (String, PageHead),
    said: impl FnOnce(i64) -> String,
    fates: &[(Uuid, Fate)],
    row: impl Fn(Uuid) -> (String, String),
) -> Sheet {
    let t = texts(visit.lang());
    let (refused, done): (Vec<_>, Vec<_>) = fates.iter().partition(|(_, fate)| matches!(fate, Fate::Refused(_)));
    let count = |list: &[&(Uuid, Fate)]| i64::try_from(list.len()).unwrap_or(i64::MAX);
    let heads = [t.msg_chosen_row(), t.msg_chosen_result(), t.msg_chosen_reason()].map(Head::new);
    let mut table = Table::new(title.as_str(), heads);
    for (id, fate) in refused.iter().chain(&done) {
        let (name, page) = row(*id);
        let name = if page.is_empty() { Cell::text(name) } else { Cell::link(name, page) };
        let reason = if let Fate::Refused(reason) = fate { reason.as_str() } else { "" };
        table.push([name, Cell::badge(&fate.badge(visit.lang())), Cell::text(reason)]);
    }
    let notices = [
        (!done.is_empty()).then(|| Notice::good(said(count(&done))).spoken()),
        (!refused.is_empty()).then(|| Notice::warn(t.msg_chosen_some_refused(count(&refused))).spoken()),
    ];
    Sheet::new(visit, title, head).notices(notices.into_iter().flatten()).with(&Panel::new("").table(table))
}
