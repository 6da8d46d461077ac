// Promise: each question of a resident (domain brief, section 6) is answered at most three taps from the front page,
// with scripts and without, on a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { follow, launch, open, serve } from './portal.mjs';

let browser;
let portal;
before(async () => { [browser, portal] = await Promise.all([launch(), serve()]); });
after(async () => { await browser?.close(); portal?.close(); });

const asked = '大家常问';

/** Number, question, the words of each link that is tapped, and what then stands on the page. */
const walks = [
  [1, '村里现在还剩多少钱', ['柳塘村'], /柳塘村现在有\s*361,675\.67\s*元[^。]*银行 360,374\.07 元，现金 1,301\.60 元，截至 2025年12月31日/],
  [2, '这个月钱都花哪儿了', ['柳塘村', asked, '村委会账 2025年12月支出 12,760.72 元'], /一笔不少/, /记-0\d\d/, /公益支出/],
  [3, '扫大街一年花多少，谁干的', ['柳塘村', asked, '村委会账 2025 年（12 个月）按类别看'], /公益支出/, /清禾环卫/, /124,201\.42/],
  [4, '两万块以下的咋不公开', ['柳塘村', asked], /没有“多少钱以下不公开”/],
  [5, '村东头鱼塘包给谁了', ['柳塘村', asked, '村东头的东塘包给谁了（2025—2027 年）'],
    /李\*平/, /每亩一年 600\.00 元/, /到 2027-12-31 为止/, /已收 30,600\.00 元/, /不欠|欠缴/],
  [6, '修路那个工程花了多少，咋还没修完', ['白石村', asked, '三组护坡砌石'], /合同价 52,000\.00 元，已付 49,400\.00 元/, /预算/, /结算\s*进行中/],
  [7, '谁中的标，有几家来投', ['白石村', asked, '三组护坡砌石'], /有 3 家来投，石桥五金建材店中选/, /54,600\.00/, /57,200\.00/],
  [8, '我家的地补发了没，一亩多少', ['柳塘村', asked, '2025 年耕地地力保护补贴'], /2025-06-09 发放/, /87\.30 元\/亩/, /银行短信/, /0500-6210101/],
  [9, '为啥他家有低保我家没有', ['权力清单', '低保怎么申请'], /谁能|条件/, /材料/, /不服|申诉|投诉/],
  [10, '高龄钱一个月多少，咋领', ['权力清单', '高龄津贴怎么领'], /80|八十/, /元/, /材料/, /上门/],
  [11, '开个证明要啥材料，找谁', ['权力清单', '居住情况证明'], /材料|身份证/, /1 个工作日/, /0500-/],
  [12, '批宅基地要多久', ['权力清单', '宅基地怎么批、要多久'], /工作日|天/, /步/],
  [12, '批宅基地走到哪一步了', ['竹坪村', asked, '竹坪村 2025 年第四季度宅基地审批'], /村里公示/, /2025-12-22/],
  [13, '干部一年拿多少补贴', ['下湾村', asked, '下湾村 2025 年干部报酬'], /107,600\.00/, /36,000\.00/, /报账员/],
  [14, '书记家亲戚是不是又包工程了', ['柳塘村', asked, '村委会委员的亲属租茶厂，核查过了'], /经核查，符合政策/, /兄弟姐妹/],
  [15, '我反映的事咋样了，会不会被人知道', ['投诉查询', '柳塘村的投诉诉求|柳塘村 2026 年 1 月诉求办理'], /LT-|受理/, /办结|办理中/],
  [16, '举报打哪个电话', ['举报控告'], /12388/, /0500-6200388/, /周一至周五/],
  [17, '上次开会定的事办了没', ['柳塘村', asked, '换路灯、修堤脚、保洁标准'], /定的事正在办，说好 2026-02-28 前办完/],
  [18, '征地的钱分了多少，还剩多少', ['双渡村', asked, '上渡码头道路拓宽征地补偿（第一批）'], /146,880\.00/, /分到户\s*118,080\.00/, /还剩\s*28,861\.20/],
  [19, '今年分红多少，啥时候发', ['柳塘村', asked, '柳塘村股份经济合作社 2024 年度收益分配'], /50\.00/, /发放日期\s*2024-12-20/, /1503/],
  [20, '我在东莞打工，字太小，能不能念给我听', ['柳塘村', asked], /大字关怀版/, /读给我听/],
  [21, '公益支出是啥', ['柳塘村', asked, '村委会账 2025年12月支出 12,760.72 元'], /公益支出\s*扫马路、修路灯等大家都用得上的/],
  [22, '跟去年比多了还是少了', ['柳塘村', asked, '历年收支'], /2024/, /2025/, /129,717\.09/],
  [22, '跟别的村比呢', ['综合分析'], /茶坡村/, /155,617\.85/, /361,675\.67/],
  [23, '这个账不对，找谁说，几天回', ['柳塘村', asked, '村委会账 2025年12月支出 12,760.72 元'], /觉得不对，找谁说/, /何永福/, /10 个工作日内/],
  [24, '手机打不开，有没有纸的', ['柳塘村', asked], /公开栏上贴着同样的内容/],
  [25, '小区的钱去哪了', ['鼓楼社区', asked, '鼓楼社区 2025 年第四季度场地和服务项目'], /社区门面房/, /8,439\.00/],
  [26, '停车位的事议出结果没', ['鼓楼社区', asked, '北街小区停车位议事会'], /划 38 个车位/, /办完了/, /物业会不会收费/],
  [27, '这页是真的公家发的吗', ['怎样核对本站'], /0500-6200100/, /指纹/],
];

/** The link with these words, wherever it stands; `|` parts the ways it may be called. */
const link = (page, words) => page.getByRole('link', { name: new RegExp(words.split('|').map((one) => one.replace(/[.()*（）]/g, '\\$&')).join('|')) })
  .and(page.locator(':visible')).first();

async function walk({ javaScriptEnabled }, taps, seen) {
  const page = await open(browser, { viewport: { width: 360, height: 740 }, javaScriptEnabled });
  await page.goto(`${portal.base}index.html`);
  assert.ok(taps.length <= 3, `${taps.length} taps`);
  for (const words of taps) {
    const before = page.url();
    await follow(link(page, words));
    assert.notEqual(page.url(), before, `${words} leads nowhere`);
  }
  const text = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
  for (const what of seen) assert.match(text, what);
  await page.context().close();
}

for (const [number, question, taps, ...seen] of walks) {
  for (const javaScriptEnabled of [true, false]) {
    test(`${number} ${question}${javaScriptEnabled ? '' : ', without scripts'}`, () => walk({ javaScriptEnabled }, taps, seen));
  }
}

test('every question of the domain is walked', () => {
  const numbers = new Set(walks.map(([number]) => number));
  assert.deepEqual([...Array(27).keys()].map((at) => at + 1).filter((number) => !numbers.has(number)), []);
});
