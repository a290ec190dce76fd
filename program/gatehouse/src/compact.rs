//! `gatehouse compact`: the file of the embedded database never shrinks by itself.

use gatehouse_core::Fault;
use gatehouse_db::sea_orm::ConnectionTrait as _;
use gatehouse_db::{Db, DbConfig};

/// Rewrites the database's file without the space of erased rows; returns what was done, in words. Needs free space of the
/// database's size, and on PostgreSQL does nothing.
pub async fn compact(db: &Db, config: &DbConfig) -> Result<String, Fault> {
    let DbConfig::Sqlite(path) = config else {
        return Ok("PostgreSQL gives space back by itself (autovacuum); nothing was done".to_owned());
    };
    let length = || std::fs::metadata(path).map(|found| found.len());
    let before = length()?;
    db.writer().execute_unprepared("vacuum").await?;
    let is_empty = db.checkpoint().await?;
    let after = length()?;
    let rest = if is_empty { "" } else { "; the log is emptied as soon as no reader needs it" };
    Ok(format!("{}: {before} bytes before, {after} bytes now{rest}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn the_space_of_erased_rows_is_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let config = DbConfig::Sqlite(folder.path().join("gatehouse.db"));
        let db = Db::open(&config).await.unwrap();
        db.migrate(&gatehouse_web::site::migrations(&[])).await.unwrap();
        let fill = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000) \
                    insert into subject_key (id, wrapped, master_version, created_at) \
                    select randomblob(16), randomblob(1024), 1, i from n";
        db.writer().execute_unprepared(fill).await.unwrap();
        db.writer().execute_unprepared("delete from subject_key").await.unwrap();
        db.checkpoint().await.unwrap();
        let length = || std::fs::metadata(folder.path().join("gatehouse.db")).unwrap().len();
        let before = length();
        let said = compact(&db, &config).await.unwrap();
        assert!(length() < before / 2, "{said}");
    }
}
