//! Where a portal is published: targets by their names. Nothing here has room for a password.

use crate::model::Words;
use crate::model::shape::{Choice, Field, Row, Shape, Type};

pub static TARGET: Shape = Shape {
    name: "target",
    words: Words::new("发布目标", "target"),
    base: None,
    fields: &[
        Field::new("name", "名称", "name", Type::Text).required().gloss(
            "发布时写这个名字：`sunlit publish 名称`",
            "what `sunlit publish NAME` is given",
        ),
        Field::new("kind", "类型", "kind", Type::Choice(HOSTS)).required(),
        Field::new("where", "地方", "where", Type::Text).required().gloss(
            "文件夹、.zip 文件、git 仓库、`桶/文件夹`、WebDAV 网址或 `用户@主机:文件夹`，相对路径从项目文件夹算起；不写密码",
            "a folder, a .zip file, a git repository, `bucket/folder`, the address of a WebDAV folder or `user@host:folder`; a path counts from the project's folder; no password",
        ),
        Field::new("branch", "分支", "branch", Type::Text)
            .gloss("git：发布到哪个分支，默认 pages", "git: the branch; `pages` where left out"),
        Field::new("history", "历史", "history", Type::Choice(HISTORY))
            .gloss("git：每次发布加一次提交，还是换掉自己上一次的提交；别人的提交都留着", "git: a commit for each publication, or the newest in the place of our last one; commits of others stay"),
        Field::new("cname", "域名", "domain", Type::Text)
            .gloss("git：写进 CNAME 的域名", "git: the domain for `CNAME`"),
        Field::new("endpoint", "接入地址", "endpoint", Type::Text)
            .gloss("s3：对象存储的网址，如 `https://oss-cn-hangzhou.aliyuncs.com`", "s3: the address of the store"),
        Field::new("region", "地域", "region", Type::Text)
            .gloss("s3：如 `cn-hangzhou`，默认 us-east-1", "s3: `us-east-1` where left out"),
        Field::new("addressing", "桶的写法", "addressing", Type::Choice(ADDRESSING)).gloss(
            "s3：桶写在域名里还是路径里，默认域名",
            "s3: whether the bucket stands in the host's name, as where left out, or in the path",
        ),
        Field::new("secrets", "密钥文件", "file of secrets", Type::Text).gloss(
            "s3、webdav：放密码或密钥的文件，只许本人读写；不写就从环境变量里取",
            "s3, webdav: a file of passwords or keys that its owner alone may read; from the environment where left out",
        ),
        Field::new("twins", "压缩副本", "twins", Type::Flag).gloss(
            "folder、webdav、sftp：文字文件旁边各放一份 .gz 和 .br，给会直接用它们的服务器",
            "folder, webdav, sftp: a `.gz` and a `.br` beside each text file, for servers that send them as they are",
        ),
        Field::new("deletions", "删除上限", "deletions", Type::Count)
            .gloss("多于几个文件要删时停下来问，默认 20", "more files than these to delete need a word; 20 where left out"),
        Field::new("deletions_share", "删除占比", "deletions, share", Type::Count).gloss(
            "而且多于百分之几时停下来问，默认 50",
            "and a larger percentage than this; 50 where left out",
        ),
    ],
};

pub static HOSTS: &[Choice] = &[
    Choice::new("folder", "文件夹", "folder"),
    Choice::new("zip", "压缩包", "zip"),
    Choice::new("git", "git仓库", "git"),
    Choice::new("s3", "对象存储", "s3"),
    Choice::new("webdav", "WebDAV", "webdav"),
    Choice::new("sftp", "SFTP", "sftp"),
];

pub static HISTORY: &[Choice] =
    &[Choice::new("kept", "保留", "kept"), Choice::new("last", "只留最新", "the last alone")];

pub static ADDRESSING: &[Choice] = &[
    Choice::new("host", "域名", "in the host's name"),
    Choice::new("path", "路径", "in the path"),
];

/// A place the portal is published to.
#[derive(Clone, Debug)]
pub struct Target {
    pub name: String,
    /// Key of one of [`HOSTS`].
    pub kind: &'static str,
    pub place: String,
    pub branch: Option<String>,
    /// Whether each publication is a commit upon the last.
    pub history: bool,
    pub cname: Option<String>,
    pub endpoint: Option<String>,
    pub region: Option<String>,
    /// Whether the bucket stands in the path; else in the host's name.
    pub in_path: bool,
    /// A file of passwords or keys.
    pub secrets: Option<String>,
    /// Whether text files have packed ones beside them.
    pub twins: bool,
    pub brake: Brake,
}

/// How many files may be deleted without a word: neither more than these nor a larger share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brake {
    pub count: u64,
    /// In percent of what was published before.
    pub share: u64,
}

impl Default for Brake {
    fn default() -> Brake {
        Brake { count: 20, share: 50 }
    }
}

impl Target {
    /// `None` where its name, its kind or its place is mistaken.
    pub fn from(row: Row) -> Option<Target> {
        let mut take = row.take(&TARGET);
        let (said, usual) =
            (|text: String| Some(text).filter(|text| !text.is_empty()), Brake::default());
        let (name, kind) = (take.text("name"), take.choice("kind")?.key);
        // In the order of the declaration.
        let target = Target {
            name,
            kind,
            place: take.text("where"),
            branch: said(take.text("branch")),
            history: take.choice("history").is_none_or(|choice| choice.key == "kept"),
            cname: said(take.text("cname")),
            endpoint: said(take.text("endpoint")),
            region: said(take.text("region")),
            in_path: take.choice("addressing").is_some_and(|choice| choice.key == "path"),
            secrets: said(take.text("secrets")),
            twins: take.flag("twins"),
            brake: Brake {
                count: take.count("deletions").unwrap_or(usual.count),
                share: take.count("deletions_share").unwrap_or(usual.share),
            },
        };
        (!target.name.is_empty() && !target.place.is_empty()).then_some(target)
    }
}
