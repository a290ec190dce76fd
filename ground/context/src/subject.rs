//! The stored keys of subjects: made, read (with a bounded cache), destroyed, re-wrapped.

use crate::{App, Cx, Signal};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::{Db, Tx};
use gatehouse_seal::{Keys, SubjectKey};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, Set};
use std::collections::HashMap;

/// The table of wrapped keys.
pub mod table {
    use gatehouse_core::Moment;
    use gatehouse_core::personal::PersonalData;
    use sea_orm::entity::prelude::*;

    /// One subject's key, wrapped.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
    #[sea_orm(table_name = "subject_key")]
    #[personal(
        purpose = "Keys under which the contents of a person or an order are sealed",
        basis = "f",
        on_erase = Delete
    )]
    pub struct Model {
        /// The subject: an account's or an order's id.
        #[sea_orm(primary_key, auto_increment = false)]
        #[holds(Pseudonym)]
        pub id: Uuid,
        /// The key, sealed under the master key.
        #[holds(Sealed(Credential))]
        pub wrapped: Vec<u8>,
        /// Which master key.
        #[holds(NotPersonal("a key version"))]
        pub master_version: i64,
        /// When it was made.
        #[holds(NotPersonal("a technical time"))]
        pub created_at: Moment,
    }

    gatehouse_db::no_relations!();
}

/// Makes the key of a new subject, in the transaction that makes the subject.
pub async fn create(cx: &Cx, tx: &Tx, id: Uuid) -> Result<SubjectKey, Fault> {
    let (key, wrapped, version) = cx.app.keys.make_subject(id, cx.app.random.as_ref())?;
    let row = table::ActiveModel {
        id: Set(id),
        wrapped: Set(wrapped),
        master_version: Set(version),
        created_at: Set(cx.now()),
    };
    table::Entity::insert(row).exec_without_returning(&**tx).await?;
    let (keys, remembered) = (cx.app.keys.clone(), key.clone());
    tx.after_commit(move || keys.remember(id, &remembered));
    Ok(key)
}

/// The same for many new subjects, with one statement; in their order.
pub async fn create_each(cx: &Cx, tx: &Tx, ids: &[Uuid]) -> Result<Vec<SubjectKey>, Fault> {
    let (mut keys, mut rows) = (Vec::with_capacity(ids.len()), Vec::with_capacity(ids.len()));
    for id in ids {
        let (key, wrapped, version) = cx.app.keys.make_subject(*id, cx.app.random.as_ref())?;
        keys.push(key);
        rows.push(table::ActiveModel {
            id: Set(*id),
            wrapped: Set(wrapped),
            master_version: Set(version),
            created_at: Set(cx.now()),
        });
    }
    if !rows.is_empty() {
        table::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    }
    Ok(keys)
}

/// The key of a subject; a fault when it was destroyed.
pub async fn key<C: ConnectionTrait>(cx: &Cx, conn: &C, id: Uuid) -> Result<SubjectKey, Fault> {
    if let Some(key) = cx.app.keys.remembered(id) {
        return Ok(key);
    }
    keys(cx, conn, &[id]).await?.remove(&id).ok_or_else(|| Fault::new("the subject's key was destroyed"))
}

/// The keys of many subjects in one query; destroyed ones are missing from the answer.
pub async fn keys<C: ConnectionTrait>(cx: &Cx, conn: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, SubjectKey>, Fault> {
    keys_with(&cx.app.keys, conn, ids).await
}

/// As [`keys`], where there is no running installation.
pub async fn keys_with<C: ConnectionTrait>(
    keys: &Keys,
    conn: &C,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, SubjectKey>, Fault> {
    let mut found = HashMap::with_capacity(ids.len());
    let mut missing = Vec::new();
    for id in ids {
        match keys.remembered(*id) {
            Some(key) => {
                found.insert(*id, key);
            }
            None => missing.push(*id),
        }
    }
    missing.sort_unstable();
    missing.dedup();
    for part in missing.chunks(500) {
        for row in table::Entity::find().filter(table::Column::Id.is_in(part.iter().copied())).all(conn).await? {
            let key = keys.unwrap(row.id, row.master_version, &row.wrapped)?;
            keys.remember(row.id, &key);
            found.insert(row.id, key);
        }
    }
    Ok(found)
}

/// The key of a subject as the database has it now, and not as this process remembers it; `None` when there is none. Asks
/// the same of the database whether there is such a subject or not, where the time of an answer must tell nothing.
pub async fn stored_key<C: ConnectionTrait>(cx: &Cx, conn: &C, id: Uuid) -> Result<Option<SubjectKey>, Fault> {
    let row = table::Entity::find_by_id(id).one(conn).await?;
    row.map(|row| cx.app.keys.unwrap(row.id, row.master_version, &row.wrapped)).transpose()
}

/// As [`stored_key`], and keeps the key from being destroyed, and others from asking this way, until the transaction ends.
pub async fn locked_key(cx: &Cx, tx: &Tx, id: Uuid) -> Result<Option<SubjectKey>, Fault> {
    let row = table::Entity::find_by_id(id).lock_exclusive().one(&**tx).await?;
    row.map(|row| cx.app.keys.unwrap(row.id, row.master_version, &row.wrapped)).transpose()
}

/// A subject's key was destroyed: what is left of it in logs and free pages must go too (PRI-3).
#[derive(Clone, Copy, Debug)]
pub struct KeyDestroyed {
    /// Whose key it was.
    pub subject: Uuid,
}

impl Signal for KeyDestroyed {}

/// Destroys a subject's key: what is sealed under it can never be read again (PRI-13, ACC-17). The wrapped key is still in
/// the embedded engine's log then; the signal's listener queues what empties it, in the same transaction.
pub async fn destroy(cx: &Cx, tx: &Tx, id: Uuid) -> Result<(), Fault> {
    table::Entity::delete_by_id(id).exec(&**tx).await?;
    cx.raise(tx, KeyDestroyed { subject: id }).await?;
    let keys = cx.app.keys.clone();
    tx.after_commit(move || keys.forget(id));
    Ok(())
}

/// The subject whose key seals what belongs to the installation and to no person.
pub const INSTALLATION: Uuid = Uuid::from_u128(0x6761_7465_686f_7573_6500_6b65_7973_0002);

/// Makes the installation's own key where it is missing. Called at start, so that it is there for everybody later.
pub async fn ensure_installation(app: &App) -> Result<(), Fault> {
    if table::Entity::find_by_id(INSTALLATION).one(app.db.reader()).await?.is_some() {
        return Ok(());
    }
    let (_, wrapped, version) = app.keys.make_subject(INSTALLATION, app.random.as_ref())?;
    insert_once(app, INSTALLATION, (version, wrapped)).await
}

/// Stores a wrapped key unless there is one: another node may do the same at this moment, and one row stays.
pub(crate) async fn insert_once(app: &App, id: Uuid, (version, wrapped): (i64, Vec<u8>)) -> Result<(), Fault> {
    let row = table::ActiveModel {
        id: Set(id),
        wrapped: Set(wrapped),
        master_version: Set(version),
        created_at: Set(app.clock.now()),
    };
    let once = sea_orm::sea_query::OnConflict::column(table::Column::Id).do_nothing().to_owned();
    let tx = app.db.begin().await?;
    table::Entity::insert(row).on_conflict(once).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(())
}

/// The row that proves that the key file belongs to the database.
pub const PROOF: Uuid = Uuid::from_u128(0x6761_7465_686f_7573_6500_6b65_7973_0001);

const PROVED: &str = "installation.proof";

fn proof(keys: &Keys) -> SubjectKey {
    SubjectKey::new(keys.lookup(PROVED, b""))
}

/// Whether this row [`PROOF`] was made with these keys: then they open everything else of its database too.
pub fn is_proof(keys: &Keys, master_version: i64, wrapped: &[u8]) -> bool {
    let Ok(found) = keys.unwrap(PROOF, master_version, wrapped) else { return false };
    // Under any pepper that the file has: a rotation makes the row anew only at its end.
    keys.accepted(PROVED, b"")
        .into_iter()
        .any(|value| <[u8; 32]>::try_from(value).is_ok_and(|value| found.same_as(&SubjectKey::new(value))))
}

/// Whether the keys are those of this database; `None` for one that no keys were bound to yet.
pub async fn fit(db: &Db, keys: &Keys) -> Result<Option<bool>, Fault> {
    let row = table::Entity::find_by_id(PROOF).one(db.reader()).await?;
    Ok(row.map(|row| is_proof(keys, row.master_version, &row.wrapped)))
}

/// Refuses a key file that belongs to another database: with it nothing would open, and new secrets would
/// be sealed for nobody. An empty database is bound to the file here.
pub async fn prove_keys(app: &App) -> Result<(), Fault> {
    if fit(&app.db, &app.keys).await?.is_none() {
        insert_once(app, PROOF, app.keys.wrap(PROOF, &proof(&app.keys), app.random.as_ref())?).await?;
    }
    // Also behind the binding: another node with another file may have been first.
    match fit(&app.db, &app.keys).await? {
        Some(true) => Ok(()),
        _ => {
            Err(Fault::new("the key file does not belong to this database: put the right gatehouse.keys in its place"))
        }
    }
}

/// Makes the proof anew under the newest pepper, so that older ones can be dropped.
pub async fn prove_anew(app: &App) -> Result<(), Fault> {
    let (version, wrapped) = app.keys.wrap(PROOF, &proof(&app.keys), app.random.as_ref())?;
    let tx = app.db.begin().await?;
    table::Entity::update_many()
        .col_expr(table::Column::Wrapped, Expr::value(wrapped))
        .col_expr(table::Column::MasterVersion, Expr::value(version))
        .filter(table::Column::Id.eq(PROOF))
        .exec(&*tx)
        .await?;
    tx.commit().await
}

/// Wraps keys that an older master key wrapped with the current one, in transactions of 500; returns how
/// many. Can be stopped and run again at any point.
pub async fn rewrap(app: &App) -> Result<u64, Fault> {
    let current = app.keys.current_version();
    let mut done = 0;
    loop {
        let tx = app.db.begin().await?;
        let rows = table::Entity::find()
            .filter(table::Column::MasterVersion.lt(current))
            .order_by_asc(table::Column::MasterVersion)
            .limit(500)
            .all(&*tx)
            .await?;
        if rows.is_empty() {
            tx.rollback().await?;
            return Ok(done);
        }
        for row in rows {
            let key = app.keys.unwrap(row.id, row.master_version, &row.wrapped)?;
            let (version, wrapped) = app.keys.wrap(row.id, &key, app.random.as_ref())?;
            table::Entity::update_many()
                .col_expr(table::Column::Wrapped, Expr::value(wrapped))
                .col_expr(table::Column::MasterVersion, Expr::value(version))
                .filter(table::Column::Id.eq(row.id))
                .filter(table::Column::MasterVersion.eq(row.master_version))
                .exec(&*tx)
                .await?;
            done += 1;
        }
        tx.commit().await?;
    }
}

/// The master key versions in use with which `keys` cannot open a stored key: not empty when the key file is not
/// the one of this database, or lacks a version.
pub async fn unopened_versions(db: &Db, keys: &Keys) -> Result<Vec<i64>, Fault> {
    use table::{Column, Entity};
    let (mut unopened, mut after) = (Vec::new(), i64::MIN);
    // One row of each version, found by the index.
    loop {
        let next = Entity::find().filter(Column::MasterVersion.gt(after)).order_by_asc(Column::MasterVersion);
        let Some(row) = next.one(db.reader()).await? else { return Ok(unopened) };
        after = row.master_version;
        if keys.unwrap(row.id, row.master_version, &row.wrapped).is_err() {
            unopened.push(after);
        }
    }
}
