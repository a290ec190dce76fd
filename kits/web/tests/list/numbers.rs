//! The list of the tests: numbers with names.

use super::ALL;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_db::{Cursor, Direction, PageRequest, Paged, SortKey, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Cell, Empty, Icon};

#[derive(Clone, Default)]
pub struct Filter {
    pub name: String,
    pub parity: String,
    pub from: i64,
    pub late: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Number,
    Name,
}

pub struct Row {
    pub number: u32,
    pub name: String,
}

impl Row {
    pub fn of(number: u32) -> Self {
        // Some of them look like formulas.
        let name = if number == 7 {
            "=cmd|' /C calc'!A0".to_owned()
        } else {
            format!("Name {:04}, \"{number}\"", ALL.saturating_sub(number))
        };
        Self { number, name }
    }

    pub fn id(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.number) + 1)
    }
}

/// Numbers, the late ones only for those who ask.
#[derive(Default)]
pub struct Numbers;

impl Words for Numbers {
    type Filter = Filter;
    type Sort = By;
    type Row = Row;

    fn filters(&self, _: Lang) -> FilterSet<Filter> {
        let parities = [("odd", "Odd".to_owned()), ("even", "Even".to_owned())];
        FilterSet::<Filter>::new()
            .closed_search("q", "Search", |text| !text.contains('@'), |filter, name| filter.name = name)
            .told("The name contains this")
            .choice("parity", "Parity", "Any", parities, |filter, word| filter.parity = word)
            .told("Odd or even")
            .first_day("from", "From", |filter, from| filter.from = from.0)
            .told("From this day on")
            .flag("late", "Late", "Without", "With", |filter| filter.late = true)
            .once("show", "all")
            .told("also the late ones")
    }

    fn columns(&self, _: Lang) -> Columns<Row, By> {
        Columns::<Row, By>::sorted_by("number")
            .once("backward", "-number")
            .column("number", "Number", |row, _| Cell::link(row.number.to_string(), format!("/numbers/{}", row.number)))
            .sorts(By::Number)
            .column("name", "Name", |row, _| Cell::text(&row.name))
            .sorts(By::Name)
            .column("double", "Double", |row, to| {
                Cell::number(to.format.number(i64::from(row.number) * 2)).value((row.number * 2).to_string())
            })
            .column("half", "Half", |row, _| Cell::number((row.number / 2).to_string()))
            .extra()
    }
}

#[async_trait]
impl List for Numbers {
    const NAME: &'static str = "numbers";
    const AT: &'static str = "/numbers";
    const FILE: &'static str = "/numbers.csv";
    type Seen = Filter;

    fn title(&self, _: Lang) -> String {
        "Numbers".to_owned()
    }

    fn empty(&self, _: Lang) -> Empty {
        Empty::new(Icon::Number, "No numbers yet", "Count.")
    }

    fn page_of(&self, row: &Row) -> Option<String> {
        Some(format!("/numbers/{}", row.number))
    }

    async fn look(&self, _: &Cx, filter: Filter) -> Result<Filter, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        _: &Cx,
        filter: &Filter,
        sorting: Sorting<By>,
        request: &PageRequest,
    ) -> Result<Paged<Row>, Halt> {
        let mut rows: Vec<Row> = (0..if filter.late { ALL + 10 } else { ALL }).map(Row::of).collect();
        rows.retain(|row| row.name.contains(&filter.name));
        rows.retain(|row| filter.parity.is_empty() || (row.number % 2 == 1) == (filter.parity == "odd"));
        if sorting.column == By::Name {
            rows.sort_by(|one, other| one.name.cmp(&other.name));
        }
        if sorting.direction == Direction::Descending {
            rows.reverse();
        }
        let most = usize::try_from(request.rows()).unwrap();
        let at = |cursor: &Cursor| rows.iter().position(|row| row.id() == cursor.1).unwrap();
        let start = match (&request.before, &request.after) {
            (Some(before), _) => at(before).saturating_sub(most),
            (None, Some(after)) => at(after) + 1,
            (None, None) => 0,
        };
        let has_more = rows.len() > start + most;
        let items: Vec<Row> = rows.into_iter().skip(start).take(most).collect();
        let cursor = |row: Option<&Row>| row.and_then(|row| request.seal(&Cursor(SortKey::Int(0), row.id())));
        let previous = if start > 0 { cursor(items.first()) } else { None };
        let next = if has_more { cursor(items.last()) } else { None };
        Ok(Paged { items, previous, next })
    }
}
