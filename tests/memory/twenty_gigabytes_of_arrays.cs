//peak: 300
//timeout: 300
// Arrays of many sizes, small and large, 64 MB alive: neither sizes nor large objects make the heap grow.
var live = new byte[4096][];
long allocated = 0, total = 0;
uint random = 7;
while (allocated < 20_000_000_000)
{
    random = random * 1664525 + 1013904223;
    int kind = (int)(random >> 28);
    int size = kind switch { < 8 => 16 + (int)(random >> 8 & 0xFF), < 14 => 1000 + (int)(random >> 8 & 0x3FFF), 14 => 20_000 + (int)(random >> 8 & 0xFFFF), _ => 85_000 + (int)(random >> 8 & 0xFFFFF) };
    var array = new byte[size];
    array[size - 1] = 1;
    allocated += size + 24;
    // Large ones replace each other in 64 places (at most 64 MB, half of it on average), small ones anywhere.
    if (kind == 15) live[random % 64] = array; else if (size < 20_000 && (random >> 4 & 3) == 0) live[64 + random % 4032] = array;
    total += array[size - 1];
}
Console.WriteLine(total > 0 ? "done" : "");
