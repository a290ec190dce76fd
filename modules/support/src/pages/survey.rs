//! `/survey`: the form behind the links of a survey's mail (SUP-15). Looking changes nothing, however often and by whom: mail scanners follow links. Only
//! what is sent is written.

use crate::actions::rate::{RateRefusal, Rating, is_low, is_over, opened, rate};
use crate::model::category::{Asker, Category};
use crate::model::survey::{SurveyKind, mark_name, marks};
use crate::queries::ratings;
use crate::tables::survey;
use crate::texts;
use gatehouse_accounts::refusals::BadLink;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Refusal as _};
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::{carried, token};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::query::{Asked, address};
use gatehouse_web::view::{Select, *};
use gatehouse_web::{Done, Doors, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

/// Where it is.
const PAGE: &str = "/survey";
/// Links and answers tried from one network: 60 at once, then one each second, because a mail provider looks for all of its people.
const BUDGET: Budget = Budget::of_strangers(Limit { action: "support.survey", burst: 60, seconds_each: 1 });
/// The most characters of a comment (`Reader::prose`).
const MOST: u32 = 2_000;

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.form(PAGE, look, submit, BUDGET))
}

/// The address of a link; `mark`: the one that its form has chosen.
pub(crate) fn survey_at(token: &str, mark: Option<i64>) -> String {
    let mark = mark.map(|mark| mark.to_string()).unwrap_or_default();
    address(PAGE, &[("token", token), ("mark", &mark)])
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    token: String,
    mark: String,
    speed: String,
    solution: String,
    manner: String,
    comment: String,
}

/// Takes the token out of the address, then shows the form. The mark stays there: it is no secret.
async fn look(visit: Visit, asked: Asked) -> Result<Done, Halt> {
    let (token, mark) = (asked.get("token"), asked.get("mark"));
    if token::is_plausible(&token) {
        let next = visit.go(&address(PAGE, &[("mark", &mark)]));
        return Ok(carried::keep(&visit, next, PAGE, &token, carried::LIFE)?);
    }
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let token = carried::carried(&visit, PAGE).map(|token| token.expose().clone()).unwrap_or_default();
    let Some(row) = opened(&visit.cx, &token).await? else { return dead(&visit, BadLink::Expired) };
    // Whoever has the mail later, such as by a forward, does not read what was said.
    if is_over(&visit.cx, &row) {
        return over(&visit);
    }
    let stored = |mark: Option<i64>| mark.map(|mark| mark.to_string()).unwrap_or_default();
    let typed = Sent {
        mark: if mark.is_empty() { stored(row.mark) } else { mark },
        speed: stored(row.speed),
        solution: stored(row.solution),
        manner: stored(row.manner),
        comment: ratings::comment(&visit.cx, &row).await?,
        token,
    };
    Ok(visit.show(&form(&visit, &row, &typed, &FormErrors::new()).await?)?.secret())
}

/// What they say.
async fn submit(visit: Visit, Posted(sent): Posted<Sent>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let input = Rating {
        mark: sent.mark.clone(),
        speed: sent.speed.clone(),
        solution: sent.solution.clone(),
        manner: sent.manner.clone(),
        comment: sent.comment.clone(),
    };
    match rate(&visit.cx, &sent.token, &input).await.unless_broken()? {
        Ok(row) => Ok(carried::drop_carried(&visit, visit.show(&thanks(&visit, &row).await?)?)),
        Err(RateRefusal::Link(bad)) => dead(&visit, bad),
        Err(RateRefusal::Over) => over(&visit),
        Err(refusal) => match opened(&visit.cx, &sent.token).await? {
            Some(row) => {
                let again = async |errors: FormErrors| form(&visit, &row, &sent, &errors).await;
                Ok(visit.again(&refusal, again).await?.secret())
            }
            None => dead(&visit, BadLink::Expired),
        },
    }
}

async fn form(visit: &Visit, row: &survey::Model, typed: &Sent, errors: &FormErrors) -> Result<Card, Halt> {
    let (t, lang) = (texts(visit.lang()), visit.lang());
    let (title, lede) = match (row.kind, number(&visit.cx, row).await?) {
        (SurveyKind::Request, Some(number)) => (t.msg_survey_title(), t.msg_survey_lede(number)),
        (SurveyKind::Request, None) => (t.msg_survey_title(), t.msg_survey_lede_gone()),
        (SurveyKind::Yearly, _) => (t.msg_survey_yearly_title(), t.msg_survey_yearly_lede()),
    };
    let all = || marks().map(|mark| Choice::new(mark.to_string(), mark_name(mark, lang)));
    let question = |name: &'static str, label: String, value: &str| {
        Select::new(name, label, all()).first(t.msg_survey_no_answer()).value(value).optional(lang).errors(errors)
    };
    let comment = TextArea::new("comment", t.msg_survey_comment())
        .value(&typed.comment)
        .max_length(MOST)
        .rows(4)
        .optional(lang)
        .errors(errors);
    let form = PanelForm::in_card(PAGE)
        .field(&Field::hidden("token", typed.token.as_str()))
        .field(&Choices::one("mark", t.msg_survey_mark(), all()).values(&[&typed.mark]).errors(errors))
        .field(&question("speed", t.msg_survey_speed(), &typed.speed))
        .field(&question("solution", t.msg_survey_solution(), &typed.solution))
        .field(&question("manner", t.msg_survey_manner(), &typed.manner))
        .field(&comment)
        .submit(t.msg_survey_send());
    Ok(Card::new(visit, title, errors).lede(lede).with(&form))
}

/// The number of the request that it is about, while there is one.
async fn number(cx: &Cx, row: &survey::Model) -> Result<Option<String>, Fault> {
    Ok(ratings::numbers(cx, std::slice::from_ref(row)).await?.into_values().next())
}

/// Thanks; and after a bad mark the way to go on with the matter.
async fn thanks(visit: &Visit, row: &survey::Model) -> Result<Card, Halt> {
    let t = texts(visit.lang());
    let card = Card::new(visit, t.msg_survey_thanks(), &FormErrors::new()).lede(t.msg_survey_thanks_text());
    let card = match again(&visit.cx, row).await? {
        Some((number, href)) => {
            let next = Button::link(t.msg_survey_again(), href).primary().wide();
            card.lede(t.msg_survey_again_text(number)).with(&next)
        }
        None => card,
    };
    Ok(card.way("", t.msg_stop_home(), "/"))
}

/// A request that has closed is not opened again: the next one names it. Where its author asks so.
async fn again(cx: &Cx, row: &survey::Model) -> Result<Option<(String, String)>, Fault> {
    let found = if is_low(row) { ratings::about(cx, row).await? } else { None };
    let Some((about, company)) = found else { return Ok(None) };
    let (asker, at) = match company {
        None => (Asker::Personal, "/requests/new".to_owned()),
        Some(company) => (Asker::Company, format!("/c/{company}/requests/new")),
    };
    let category = Some(about.category).filter(|category| category.is_offered(asker)).map_or("", Category::word);
    let product = about.product_id.map(|id| id.to_string()).unwrap_or_default();
    let pairs = [("category", category), ("follows", about.number.as_str()), ("product", product.as_str())];
    let href = address(&at, &pairs);
    Ok(Some((about.number, href)))
}

/// It was answered more than a week ago.
fn over(visit: &Visit) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let refusal = RateRefusal::Over;
    let card = Card::new(visit, t.msg_survey_over(), &FormErrors::new()).lede(refusal.text(visit.lang()));
    visit.show_refused(&refusal, &card.way("", t.msg_stop_home(), "/"))
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let lang: Lang = visit.lang();
    let card = Card::new(visit, t.msg_survey_dead(), &FormErrors::new()).lede(bad.text(lang));
    visit.show_refused(&bad, &card.way("", t.msg_stop_home(), "/"))
}
