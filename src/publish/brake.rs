//! What a plan may not do without a word: write over what others have put there, let units go, delete much.

use super::plan::Plan;
use crate::kind::portal::Brake;
use crate::model::Stop;

/// How many units or records a message names.
const NAMED: usize = 5;

impl Plan {
    /// Refuses to delete so much that the target is perhaps another portal's.
    pub fn braked(&self, brake: Brake) -> Result<(), Stop> {
        if let Some(stop) = self.lets_no_unit_go().or_else(|| self.lets_no_record_go()) {
            return Err(stop);
        }
        let (gone, all) = (self.deletions.len(), self.listed_before);
        let share = gone as u64 * 100 > brake.share * all as u64;
        if gone as u64 <= brake.count || !share {
            return Ok(());
        }
        Err(Stop::refused(
            format!("原来的 {all} 个文件要删去 {gone} 个：是不是发错了地方？确实要这样，用 --yes"),
            format!(
                "{gone} of {all} files would be deleted: is it the right place? if so, use --yes"
            ),
        ))
    }

    /// Refuses to write over what others have put there; by `force` a file takes a file's place, and nothing else.
    pub fn spares_others(&self, force: bool) -> Result<(), Stop> {
        let (count, zh, en, more) = named(&self.in_the_way);
        if count > 0 {
            return Err(Stop::refused(
                format!(
                    "那里已有 {count} 处别人的东西（{zh}{more}），不是 sunlit 发布的，挡住了网站要用的文件夹或文件；没有动，也没有发布。移走它们，或换一个地方"
                ),
                format!(
                    "{count} thing(s) are there ({en}{more}) that sunlit did not publish, where folders or files of the site go; they were left alone and nothing was published. Move them, or choose another place"
                ),
            ));
        }
        let (count, zh, en, more) = named(&self.of_others);
        if count == 0 || force {
            return Ok(());
        }
        Err(Stop::refused(
            format!(
                "那里已有 {count} 个别人的文件（{zh}{more}），不是 sunlit 发布的，发布了就没有了；移走它们，或换一个地方；确实要盖过去，用 --force"
            ),
            format!(
                "{count} file(s) are there ({en}{more}) that sunlit did not publish, and that this publication would replace; move them, choose another place, or use --force to write over them"
            ),
        ))
    }

    /// One village among hundreds is a small share of all files, and everything to those who live there.
    fn lets_no_unit_go(&self) -> Option<Stop> {
        let (count, zh, en, more) = named(&self.units_gone);
        (count > 0).then(|| {
            Stop::refused(
                format!("会整个删去 {count} 个单位（{zh}{more}）：是不是发错了地方，或少了文件夹？确实要这样，用 --yes"),
                format!(
                    "{count} whole unit(s) would be deleted ({en}{more}): is it the right place, is a folder missing? if it is meant, use --yes"
                ),
            )
        })
    }

    /// So is one month.
    fn lets_no_record_go(&self) -> Option<Stop> {
        let (count, zh, en, more) = named(&self.records_gone);
        (count > 0).then(|| {
            Stop::refused(
                format!("会删去 {count} 份公开（{zh}{more}），资料里没有它们，也没有写为什么：是不是少了文件？确实要这样，用 --yes"),
                format!(
                    "{count} record(s) would be deleted ({en}{more}) that the content has no more and says nothing of: is a file missing? if it is meant, use --yes"
                ),
            )
        })
    }
}

/// How many there are, the first of them in both languages, and what stands for the others.
fn named<'n>(gone: impl IntoIterator<Item = &'n String>) -> (usize, String, String, &'static str) {
    let all: Vec<&str> = gone.into_iter().map(String::as_str).collect();
    let first = &all[..all.len().min(NAMED)];
    let more = if all.len() > NAMED { " …" } else { "" };
    (all.len(), first.join("、"), first.join(", "), more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brake_takes_both_a_count_and_a_share() {
        let gone = |gone: usize, all: usize| Plan {
            deletions: vec!["a".to_string(); gone],
            listed_before: all,
            ..Plan::default()
        };
        let brake = Brake { count: 20, share: 50 };
        assert!(gone(21, 41).braked(brake).is_err());
        assert!(gone(21, 42).braked(brake).is_ok(), "exactly half");
        assert!(gone(20, 20).braked(brake).is_ok(), "exactly twenty");
        assert!(gone(1, 100).braked(Brake { count: 0, share: 0 }).is_err());
    }
}
