// Goroutines that compute until the input ends, and then tell whether each has computed right all the time.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
)

//go:noinline
func work(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		sum += i % 7
	}
	return sum
}

func main() {
	var group sync.WaitGroup
	var over, wrong int32
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for atomic.LoadInt32(&over) == 0 {
				if work(2000) != 5995 {
					atomic.AddInt32(&wrong, 1)
				}
			}
		}()
	}
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadString('\n')
	atomic.StoreInt32(&over, 1)
	group.Wait()
	fmt.Println("wrong", wrong)
}
