//! What is new with every key file: its serial number, and a place in a status list at random (LIC-11, LIC-20).
//!
//! The count's row is locked first and to the end of the transaction, so no two files are placed at once.

use super::KeyFiles;
use super::vendor::COUNT;
use crate::actions::leases::keys::{SUBJECT, sealing_key};
use crate::tables::{key_file, status_list};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_formats::{Decoys, Serial};
use jiff::tz::TimeZone;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, ExprTrait, IntoActiveModel, QueryOrder, QuerySelect, Statement};
use std::collections::BTreeSet;

/// Places of a list; when half of them are taken, the next list begins.
const PLACES: u32 = 1 << 17;
/// Of a thousand free places, those that turn in the course of the list's time.
const PER_MILLE: u16 = 60;
/// From the first file of a list to the end of its last one.
const OPEN: i64 = 5 * 366 * DAY;
/// Places drawn for a file: of a list that is at most half full one of them is free but once in 65,000 times.
const DRAWS: usize = 16;
/// Where a list's secret is sealed.
const SECRET: &str = "status_list.secret_sealed";

/// The next serial numbers, so many. Locks the count until the transaction ends.
pub(super) async fn next_serials(cx: &Cx, tx: &Tx, count: usize) -> Result<Vec<Serial>, Fault> {
    let serials = cx.service::<KeyFiles>()?.serials(cx).await?;
    let more = i64::try_from(count)?;
    let text = "update key_serial set counted = counted + $2 where id = $1 returning counted";
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [COUNT.into(), more.into()]);
    let row = tx.query_one_raw(statement).await?.ok_or_else(|| Fault::new("the count of key files is gone"))?;
    let counted: i64 = row.try_get("", "counted")?;
    let none = |_| Fault::new("there are no further serial numbers");
    let numbers = (counted - more + 1)..=counted;
    numbers.map(|number| u32::try_from(number).map(|number| serials.of(number)).map_err(none)).collect()
}

/// Places for so many new files of a product, and the list that they are in. Behind [`next_serials`].
pub(super) async fn next_places(
    cx: &Cx,
    tx: &Tx,
    (product, code): (Uuid, &str),
    count: usize,
) -> Result<(status_list::Model, Vec<u32>), Fault> {
    use status_list::{Column, Entity};
    let year = i64::from(cx.now().timestamp().to_zoned(TimeZone::UTC).year());
    let newest = Entity::find()
        .filter(Column::ProductId.eq(product))
        .filter(Column::Year.eq(year))
        .order_by_desc(Column::Part)
        .one(&**tx)
        .await?;
    // With another origin or code of the product, a list would not speak of its files.
    let fits = |list: &status_list::Model| {
        list.taken * 2 < list.places && list.issuer == cx.app.settings.origin && list.product_code == code
    };
    let list = match newest {
        Some(list) if fits(&list) => list,
        newest => begin(cx, tx, product, code, (year, newest.map_or(1, |list| list.part + 1))).await?,
    };
    let places = draw(cx, tx, &list, count).await?;
    Entity::update_many()
        .col_expr(Column::Taken, ExprTrait::add(Expr::col(Column::Taken), i64::try_from(count)?))
        .filter(Column::Id.eq(list.id))
        .exec(&**tx)
        .await?;
    Ok((list, places))
}

async fn draw(cx: &Cx, tx: &Tx, list: &status_list::Model, count: usize) -> Result<Vec<u32>, Fault> {
    use key_file::{Column, Entity};
    let decoys = decoys(cx, &**tx, list).await?;
    let places = u32::try_from(list.places)?;
    let mut drawn = BTreeSet::new();
    let draws = DRAWS * count;
    let mut order = Vec::with_capacity(draws);
    let mut random = || {
        let mut bytes = [0; 8];
        cx.app.random.fill(&mut bytes);
        u64::from_be_bytes(bytes)
    };
    for _ in 0..draws {
        if let Some(place) = decoys.free_place(places, &drawn, &mut random) {
            drawn.insert(place);
            order.push(place);
        }
    }
    let taken: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Place)
        .filter(Column::StatusListId.eq(list.id))
        .filter(Column::Place.is_in(order.iter().copied().map(i64::from)))
        .into_tuple()
        .all(&**tx)
        .await?;
    let free = order.into_iter().filter(|place| !taken.contains(&i64::from(*place)));
    let free: Vec<u32> = free.take(count).collect();
    if free.len() < count {
        return Err(Fault::busy("no free place was drawn in a status list"));
    }
    Ok(free)
}

/// Begins the next list of a product and year.
async fn begin(
    cx: &Cx,
    tx: &Tx,
    product: Uuid,
    code: &str,
    (year, part): (i64, i64),
) -> Result<status_list::Model, Fault> {
    let (id, now) = (cx.id(), cx.now());
    let key = sealing_key(cx, tx).await?;
    let secret = zeroize::Zeroizing::new(cx.app.random.token());
    let list = status_list::Model {
        id,
        product_id: product,
        year,
        part,
        issuer: cx.app.settings.origin.clone(),
        product_code: code.to_owned(),
        name: if part == 1 { year.to_string() } else { format!("{year}-{part}") },
        places: i64::from(PLACES),
        taken: 0,
        secret_sealed: key.seal(cx.app.random.as_ref(), SECRET, id, &secret[..])?,
        opens_at: now,
        closes_at: now.plus(OPEN),
        seq: 0,
        digest: None,
        list: None,
        made_at: now,
        looked_at: Moment(0),
    };
    status_list::Entity::insert(list.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(list)
}

/// How the free places of a list turn.
pub(super) async fn decoys<C: ConnectionTrait>(cx: &Cx, conn: &C, list: &status_list::Model) -> Result<Decoys, Fault> {
    let key = subject::key(cx, conn, SUBJECT).await?;
    let secret = key.open(SECRET, list.id, &list.secret_sealed)?;
    let secret = secret.as_slice().try_into().map_err(|_| Fault::new("a status list's secret has a wrong length"))?;
    let (opens, closes) = (list.opens_at.seconds(), list.closes_at.seconds());
    Ok(Decoys { secret, per_mille: PER_MILLE, opens, closes })
}
