//! What people said of support (SUP-15): `/staff/surveys`.

use crate::lists::staff_requests::place;
use crate::model::figures::Dim;
use crate::model::survey::{BEST, SurveyKind, mark_name, marks};
use crate::queries::figures::values;
use crate::queries::ratings::{RatingColumn, RatingFilter, comments, numbers, ratings};
use crate::rights::{ReportsRead, may};
use crate::tables::survey::Model;
use crate::texts;
use gatehouse_catalog::queries::products;
use gatehouse_context::{Cx, May, Seen};
use gatehouse_core::{Fault, Lang, Tone, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::history::staff_names;
use gatehouse_web::list::{Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::view::{Badge, Cell, Empty, Icon};

/// An answer.
pub(crate) struct RatingRow {
    row: Model,
    number: String,
    product: String,
    engineer: String,
    comment: String,
}

/// The list.
pub(crate) struct Ratings {
    products: Vec<(Uuid, String)>,
    /// Members of the staff who were rated.
    engineers: Vec<(Uuid, String)>,
}

impl Ratings {
    pub(crate) async fn of(cx: &Cx) -> Result<Self, Fault> {
        Ok(Self { products: products::all_by_name(cx).await?, engineers: engineers(cx).await? })
    }
}

/// Who was rated, by their names.
async fn engineers(cx: &Cx) -> Result<Vec<(Uuid, String)>, Fault> {
    let Some(may) = May::<ReportsRead>::of(cx) else { return Ok(Vec::new()) };
    let rated = values(&may, Dim::Engineer).await?;
    let rated = rated.iter().filter_map(|id| Uuid::parse_str(id).ok());
    let mut names: Vec<(Uuid, String)> = staff_names(cx, rated).await?.into_iter().collect();
    names.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(names)
}

/// When it was answered. Of the yearly survey the day alone: a time could be laid beside what somebody did at that time.
fn answered(one: &RatingRow, to: &RowContext) -> Cell {
    match one.row.answered_at {
        Some(at) if one.row.kind == SurveyKind::Yearly => {
            Cell::number(to.format.date(at)).value(to.format.plain_date(at))
        }
        Some(at) => Cell::time(&to.format, at),
        None => Cell::none(),
    }
}

/// In which language; of the yearly survey that would tell who it was where few speak it.
fn language(one: &RatingRow, _: &RowContext) -> Cell {
    let of_request = Some(&one.row.lang).filter(|_| one.row.kind == SurveyKind::Request);
    Cell::text(of_request.and_then(|tag| Lang::from_tag(tag)).map(Lang::name).unwrap_or_default())
}

/// A mark as it stands in lists.
pub(crate) fn mark_badge(mark: i64, lang: Lang) -> Badge {
    let tone = match mark {
        1 | 2 => Tone::Bad,
        3 => Tone::Warn,
        _ => Tone::Good,
    };
    Badge::new(tone, format!("{mark} · {}", mark_name(mark, lang)))
}

fn mark(one: &RatingRow, to: &RowContext) -> Cell {
    match one.row.mark {
        Some(mark) => Cell::badge(&mark_badge(mark, to.lang())).value(mark.to_string()),
        None => Cell::none(),
    }
}

fn part(mark: Option<i64>) -> Cell {
    mark.map_or_else(Cell::none, |mark| Cell::number(mark.to_string()))
}

impl Words for Ratings {
    type Filter = RatingFilter;
    type Sort = RatingColumn;
    type Row = RatingRow;

    fn filters(&self, lang: Lang) -> FilterSet<RatingFilter> {
        let t = texts(lang);
        let kinds = SurveyKind::ALL.map(|kind| (kind.word(), kind.name(lang)));
        let names = marks().map(|mark| (mark.to_string(), format!("{mark} · {}", mark_name(mark, lang))));
        FilterSet::<RatingFilter>::new()
            .choice("mark", t.msg_rating_mark(), t.msg_filter_all(), names, |filter, word| {
                filter.mark = word.parse().ok().filter(|mark| (1..=BEST).contains(mark));
            })
            .record(
                "product",
                t.msg_report_product(),
                t.msg_staff_any_product(),
                self.products.clone(),
                |filter, id| {
                    filter.product = Some(id);
                },
            )
            .choice("kind", t.msg_rating_about(), t.msg_filter_all(), kinds, |filter, word| {
                filter.kind = SurveyKind::from_word(&word);
            })
            .first_day("from", t.msg_report_from(), |filter, from| filter.from = Some(from))
            .last_day("until", t.msg_report_until(), |filter, until| filter.until = Some(until))
            .record(
                "engineer",
                t.msg_rating_engineer(),
                t.msg_rating_any_engineer(),
                self.engineers.clone(),
                |filter, id| {
                    filter.engineer = Some(id);
                },
            )
    }

    fn columns(&self, lang: Lang) -> Columns<RatingRow, RatingColumn> {
        let t = texts(lang);
        Columns::<RatingRow, RatingColumn>::sorted_by("-answered")
            .column("answered", t.msg_rating_answered(), answered)
            .sorts(RatingColumn::Answered)
            .column("mark", t.msg_rating_mark(), mark)
            .column("comment", t.msg_rating_comment(), |one, _| Cell::text(&one.comment))
            .column("request", t.msg_request(), |one, to| match one.row.request_id {
                Some(id) if !one.number.is_empty() => Cell::number_link(&one.number, place(id)),
                _ => Cell::text(one.row.kind.name(to.lang())),
            })
            .column("engineer", t.msg_rating_engineer(), |one, _| Cell::text(&one.engineer))
            .column("product", t.msg_report_product(), |one, _| Cell::text(&one.product))
            .column("speed", t.msg_survey_speed(), |one, _| part(one.row.speed))
            .at_end()
            .extra()
            .column("solution", t.msg_survey_solution(), |one, _| part(one.row.solution))
            .at_end()
            .extra()
            .column("manner", t.msg_survey_manner(), |one, _| part(one.row.manner))
            .at_end()
            .extra()
            .column("lang", t.msg_staff_language(), language)
            .extra()
    }
}

#[async_trait]
impl List for Ratings {
    const NAME: &'static str = "surveys";
    const AT: &'static str = "/staff/surveys";
    const FILE: &'static str = "/staff/surveys.csv";
    type Seen = Seen<RatingFilter>;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_ratings()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Good, t.msg_ratings_none(), t.msg_ratings_none_text())
    }

    async fn look(&self, cx: &Cx, filter: RatingFilter) -> Result<Seen<RatingFilter>, Halt> {
        Ok(Seen::of(&may(cx)?, filter).await?)
    }

    async fn read(
        &self,
        cx: &Cx,
        seen: &Seen<RatingFilter>,
        sorting: Sorting<RatingColumn>,
        request: &PageRequest,
    ) -> Result<Paged<RatingRow>, Halt> {
        let page = ratings(cx, seen, sorting, request).await?;
        let mut comments = comments(cx, &page.items).await?;
        let numbers = numbers(cx, &page.items).await?;
        let staff = staff_names(cx, page.items.iter().filter_map(|row| row.engineer_id)).await?;
        Ok(page.map(|row| RatingRow {
            number: row.request_id.and_then(|id| numbers.get(&id).cloned()).unwrap_or_default(),
            product: self
                .products
                .iter()
                .find(|(id, _)| Some(*id) == row.product_id)
                .map(|(_, name)| name.clone())
                .unwrap_or_default(),
            engineer: row.engineer_id.and_then(|id| staff.get(&id).cloned()).unwrap_or_default(),
            comment: comments.remove(&row.id).unwrap_or_default(),
            row,
        }))
    }
}
